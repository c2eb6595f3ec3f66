/** What Kubernetes recorded: events of the shop's namespace, each time that they happened. */
import type { EventRecord } from "../../../evidence/evidence";
import { type Json, type JsonObject, numberAt, textAt } from "../../../live/snapshot/json";

/** One event stands for all of its kind: it is told again with a higher count. */
export class EventLog {
    private readonly records = new Map<string, EventRecord>();

    /** @param dated the shop's time of what a client calls `seconds` */
    constructor(private readonly dated: (seconds: number) => number) {}

    note(event: JsonObject): void {
        const times = numberAt(event, ["series", "count"], numberAt(event, ["count"], 1));
        const key = `${textAt(event, "metadata", "uid") ?? ""} ${times}`;
        // Also told when it is deleted, an hour later: that is nothing new.
        if (!this.records.has(key)) {
            this.records.set(key, recordOf(event, this.dated));
        }
    }

    since(start: number): readonly EventRecord[] {
        return [...this.records.values()]
            .filter(({ time }) => time >= start)
            .sort((one, other) => one.time - other.time);
    }
}

function recordOf(event: Json, dated: (seconds: number) => number): EventRecord {
    const [kind, name, namespace] = ["kind", "name", "namespace"].map(
        (key) => textAt(event, "involvedObject", key) ?? "",
    ) as [string, string, string];
    const reason = textAt(event, "reason") ?? "";
    const at = timesOf(event).find((text) => text !== undefined) ?? "";
    const reporter = textAt(event, "reportingComponent") ?? textAt(event, "source", "component");
    return {
        time: dated(Date.parse(at) / 1000),
        title: `${kind} ${namespace}/${name}: ${reason}`,
        text: textAt(event, "message") ?? "",
        tags: {
            ...{ source: "kubernetes", event_reason: reason, kube_kind: kind, kube_name: name },
            ...{ kube_namespace: namespace, status: statusOf(event) },
            ...(reporter === undefined ? {} : { reporting_controller: reporter }),
            ...(kind === "Pod" ? { pod_name: name } : {}),
        },
    };
}

/** When it happened last, by whichever of its fields says so. */
const timesOf = (event: Json): readonly (string | undefined)[] => [
    textAt(event, "series", "lastObservedTime"),
    textAt(event, "lastTimestamp"),
    textAt(event, "eventTime"),
    textAt(event, "metadata", "creationTimestamp"),
];

const statusOf = (event: Json): string => (textAt(event, "type") === "Warning" ? "warn" : "info");
