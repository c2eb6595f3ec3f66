import type { CoreV1Event } from "@kubernetes/client-node";

import { secondsOf } from "../cluster/objectWatch";
import type { Deed } from "../messages";

/** What goes well is told only where it is a deed that people look for. */
const worthTelling: ReadonlySet<string> = new Set([
    "ScalingReplicaSet",
    "SuccessfulRescale",
    "Killing",
    "Completed",
    "NodeReady",
]);

/** An event of Kubernetes as a deed; undefined when it is daily business. */
export function deedOfEvent(event: CoreV1Event): Deed | undefined {
    const { type, reason = "", message = "", involvedObject } = event;
    const isBad = type === "Warning";
    if (!isBad && !worthTelling.has(reason)) {
        return undefined;
    }
    return {
        id: `event-${event.metadata.uid ?? event.metadata.name ?? ""}`,
        at: timeOf(event) ?? 0,
        lane: "cluster",
        tone: isBad ? "bad" : "plain",
        who: event.source?.component ?? event.reportingComponent ?? "",
        what: `${reason} ${involvedObject.kind ?? ""} ${involvedObject.name ?? ""}`,
        details: [message],
        count: event.series?.count ?? event.count ?? 1,
    };
}

function timeOf({ series, lastTimestamp, eventTime, metadata }: CoreV1Event): number | undefined {
    return (
        secondsOf(series?.lastObservedTime) ??
        secondsOf(lastTimestamp) ??
        secondsOf(eventTime) ??
        secondsOf(metadata.creationTimestamp)
    );
}
