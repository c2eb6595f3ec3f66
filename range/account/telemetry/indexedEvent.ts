import type { ProcessedLog } from "../../../datadog/pipeline/processedLog";
import type { EventRecord } from "../../../evidence/evidence";
import type { Fields } from "../http/exchange";

/** What an event says beyond its text and tags. */
export interface EventDetails {
    readonly alertType: "error" | "warning" | "info" | "success";
    readonly priority: "normal" | "low";
    readonly aggregationKey: string | undefined;
    /** As they were sent, those without a value too. */
    readonly tagList: readonly string[];
    /** Of a monitor's event. */
    readonly monitor: Fields | undefined;
    readonly attributes: ProcessedLog["attributes"];
}

/** An event as it is found. */
export interface IndexedEvent extends ProcessedLog {
    /** A number in v1, the end of a longer text in v2. */
    readonly number: number;
    readonly title: string;
    readonly text: string;
    readonly details: Omit<EventDetails, "attributes">;
}

/** Statuses as events are searched by, and the types that senders give. */
const typeOfStatus: Readonly<Record<string, EventDetails["alertType"]>> = {
    error: "error",
    warn: "warning",
    info: "info",
    ok: "success",
};

export const statusOfType: Readonly<Record<string, string>> = {
    error: "error",
    warning: "warn",
    info: "info",
    success: "ok",
};

export function indexedEvent(
    searched: ProcessedLog,
    { title, text, tags }: EventRecord,
    number: number,
    given: Partial<EventDetails>,
): IndexedEvent {
    const { attributes = {}, ...details } = given;
    return {
        ...searched,
        attributes,
        number,
        title,
        text,
        details: {
            alertType: typeOfStatus[searched.status] ?? "info",
            priority: "normal",
            aggregationKey: undefined,
            tagList: Object.entries(tags).map(([key, value]) => `${key}:${value}`),
            monitor: undefined,
            ...details,
        },
    };
}
