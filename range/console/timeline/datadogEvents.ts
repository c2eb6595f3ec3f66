import type { eventList } from "../account/shapes";
import type { Deed } from "../messages";

type DatadogEvent = ReturnType<typeof eventList.parse>["data"][number];

const tones: Readonly<Record<string, Deed["tone"]>> = {
    error: "bad",
    warn: "bad",
    warning: "bad",
    ok: "good",
    success: "good",
};

/** What a monitor told, or a load that says that it begins or ends. */
export function deedOfDatadogEvent({ id, attributes }: DatadogEvent): Deed {
    const { timestamp, message, tags, attributes: own } = attributes;
    const isLoad = tags.some((tag) => tag.startsWith("load:"));
    const status = tags.find((tag) => tag.startsWith("status:"))?.slice("status:".length);
    return {
        id: `datadog-${id}`,
        at: Date.parse(timestamp) / 1000,
        lane: isLoad ? "load" : "monitors",
        tone: isLoad ? "plain" : (tones[status ?? own.status ?? ""] ?? "plain"),
        who: isLoad ? "load" : "monitor",
        what: own.title ?? firstLine(message),
        details: [],
        count: 1,
    };
}

function firstLine(message: string): string {
    return message.split("\n").find((line) => line.trim() !== "") ?? "";
}
