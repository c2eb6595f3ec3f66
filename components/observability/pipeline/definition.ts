import { frontEndPipeline } from "./frontEnd";
import { goPipeline } from "./goServices";
import { loadPipeline } from "./loadGenerator";
import { springPipeline } from "./springServices";
import type { PipelineDefinition } from "../../../datadog/pipeline/types";

/** What the pipeline has to know of the stack. */
export interface PipelineScope {
    /** Where the shop and the load run. */
    readonly namespace: string;
}

/**
 * An answer that takes longer is slow: the guide's 1000 ms. Above it a liveness probe fails, too.
 */
const slowMilliseconds = 1000;

/**
 * Makes attributes, service and status of the shop's log lines what facts/logs.ts promises. All
 * logs of the namespace pass it, and no others.
 *
 * There is one status remapper, at the end: Datadog applies the first that a log meets, and no
 * other. A log without a level keeps the status that the agent gave it: error for stderr.
 */
export function logPipeline({ namespace }: PipelineScope): PipelineDefinition {
    return {
        name: `Sock Shop (${namespace})`,
        description:
            "Response times in ms, service and status of the shop's logs, and the statistics of " +
            "its users.",
        search: `kube_namespace:${namespace}`,
        processors: [
            // The agent takes the image's name for the service, which depends on the image set.
            {
                kind: "attribute-remapper",
                name: "Container's name as attribute",
                tag: "kube_container_name",
                target: "container.name",
            },
            {
                kind: "service-remapper",
                name: "Container as service",
                source: "container.name",
            },
            frontEndPipeline,
            goPipeline,
            springPipeline,
            loadPipeline,
            // The explorer compares numbers only once somebody has made the attribute a measure, by
            // hand; a text is found without. A processor's search compares either way.
            {
                kind: "category-processor",
                name: "Slow answers",
                target: "speed",
                categories: [{ name: "slow", search: `@response_time:>${slowMilliseconds}` }],
            },
            { kind: "status-remapper", name: "Level as status", source: "level" },
        ],
    };
}
