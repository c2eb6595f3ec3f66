/** What Kubernetes recorded: events of the shop's namespace. */
import type { EventRecord } from "../../evidence/evidence";
import { type ApiReader, listOf } from "../../live/snapshot/apiServer";
import { type Json, textAt } from "../../live/snapshot/json";

const eventKind = { apiVersion: "v1", kind: "Event", plural: "events" };

/**
 * The events since a time; an API server forgets them after an hour.
 * @param dated the shop's time of what a client calls `seconds`
 */
export async function readEvents(
    reader: ApiReader,
    namespace: string,
    since: number,
    dated: (seconds: number) => number,
): Promise<readonly EventRecord[]> {
    const events = await listOf(reader, eventKind, namespace);
    return events
        .map((event) => recordOf(event, dated))
        .filter(({ time }) => time >= since)
        .sort((one, other) => one.time - other.time);
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
