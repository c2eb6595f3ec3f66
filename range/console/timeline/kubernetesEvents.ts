import type { CoreV1Event } from "@kubernetes/client-node";

import { secondsOf } from "../cluster/objectWatch";
import type { Deed } from "../messages";
import type { Timeline } from "./timeline";

/** What goes well is told only where it is a deed that people look for. */
const worthTelling: ReadonlySet<string> = new Set([
    "ScalingReplicaSet",
    "SuccessfulRescale",
    "Killing",
    "Completed",
    "NodeReady",
]);

/** A controller that does the same with many objects within this time is told of once. */
const oneGoSeconds = 10;

export class EventDeeds {
    private lastGo: Deed | undefined;

    constructor(private readonly timeline: Timeline) {}

    happened(event: CoreV1Event): void {
        const deed = deedOfEvent(event);
        if (deed === undefined) {
            return;
        }
        if (deed.tone === "bad") {
            this.timeline.tell(deed);
            return;
        }
        const go = this.lastGo;
        const isSame =
            go?.who === deed.who &&
            reasonOf(go) === reasonOf(deed) &&
            Math.abs(go.at - deed.at) < oneGoSeconds &&
            go.id !== deed.id;
        const details = isSame ? [...new Set([...go.details, ...deed.details])] : deed.details;
        this.lastGo = isSame
            ? { ...go, details, what: `${reasonOf(deed)} ${details.length} times` }
            : deed;
        this.timeline.tell(this.lastGo);
    }
}

function reasonOf({ what }: Deed): string {
    return what.slice(0, what.indexOf(" "));
}

/** An event of Kubernetes as a deed; undefined when it is daily business. */
function deedOfEvent(event: CoreV1Event): Deed | undefined {
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
