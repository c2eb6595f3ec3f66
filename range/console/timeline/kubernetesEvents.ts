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
    /** By id, in their order; told of as one. */
    private lastGo: ReadonlyMap<string, Deed> = new Map();

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
        const [first] = this.lastGo.values();
        const isSame =
            first?.who === deed.who &&
            reasonOf(first) === reasonOf(deed) &&
            Math.abs(first.at - deed.at) < oneGoSeconds;
        this.lastGo = new Map(isSame ? this.lastGo : []).set(deed.id, deed);
        this.timeline.tell(inOne([...this.lastGo.values()]) ?? deed);
    }
}

/** Of one it is the deed itself. */
function inOne(deeds: readonly Deed[]): Deed | undefined {
    const [first, ...others] = deeds;
    if (first === undefined || others.length === 0) {
        return first;
    }
    const times = deeds.reduce((sum, { count }) => sum + count, 0);
    const details = [...new Set(deeds.flatMap((one) => one.details))];
    return { ...first, details, what: `${reasonOf(first)} ${times} times` };
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
