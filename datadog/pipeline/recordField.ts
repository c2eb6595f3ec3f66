import type { AttributeValue, ProcessedLog } from "./processedLog";

/** A field of a log or an event, as searches and groupings name it: `@key` is an attribute. */
export function fieldOf(record: ProcessedLog, key: string): AttributeValue | undefined {
    if (key.startsWith("@")) {
        return record.attributes[key.slice(1)];
    }
    switch (key) {
        case "service":
            return record.service;
        case "status":
            return record.status;
        default:
            return record.tags[key];
    }
}
