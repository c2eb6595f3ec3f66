import type { Tags } from "../../evidence/evidence";

/** A log as Datadog indexes it: after the pipeline. */
export interface ProcessedLog {
    readonly time: number;
    readonly message: string;
    readonly tags: Tags;
    /** In Datadog's spelling: info, warn, error … */
    readonly status: string;
    readonly service: string;
    /** By their full name, like `http.status_code`. */
    readonly attributes: Attributes;
}

export type AttributeValue = string | number;

export type Attributes = Readonly<Record<string, AttributeValue>>;
