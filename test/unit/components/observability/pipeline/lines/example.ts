import type { ProcessedLog } from "../../../../../../datadog/pipeline/processedLog";

export interface LineExample {
    readonly container: string;
    /** Of the container; the agent takes stderr for an error. */
    readonly stream: "stdout" | "stderr";
    readonly line: string;
    readonly status: string;
    /** Without the name of the container, which every log has. */
    readonly attributes: ProcessedLog["attributes"];
}
