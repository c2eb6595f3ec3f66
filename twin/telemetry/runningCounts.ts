import type { Tags } from "../../evidence/evidence";
import type { PodSample } from "../observer";
import type { ClusterFacts } from "./clusterFacts";
import { SeriesSet } from "./seriesBook";
import type { SeriesBook } from "./seriesBook";
import { containerTags } from "./tags";

/** A container of a pod template: what counts of running things are grouped by. */
interface Template {
    readonly ofContainers: SeriesSet;
    readonly ofPods: SeriesSet;
    /** Pods are counted once, with the first of their containers. */
    readonly isFirst: boolean;
    running: number;
    readonly pods: Set<string>;
}

/**
 * How many containers and pods run: counted over what shares all low-cardinality tags. What does
 * not run is not counted as 0.
 */
export class RunningCounts {
    private readonly templates = new Map<string, Template>();

    constructor(
        private readonly facts: ClusterFacts,
        private readonly book: SeriesBook,
    ) {}

    check(time: number, pods: readonly PodSample[]): void {
        for (const pod of pods) {
            const counted = this.templateOf(pod);
            if (pod.state === "running") {
                counted.running++;
            }
            // A pod whose container waits in a crash loop is in the phase Running all the same.
            if (pod.waitingReason !== "ContainerCreating") {
                counted.pods.add(pod.name);
            }
        }
        for (const counted of this.templates.values()) {
            if (counted.running > 0) {
                const metric = "kubernetes.containers.running";
                counted.ofContainers.push(metric, time, counted.running);
                counted.running = 0;
            }
            if (counted.pods.size > 0 && counted.isFirst) {
                counted.ofPods.push("kubernetes.pods.running", time, counted.pods.size);
            }
            counted.pods.clear();
        }
    }

    /** The tags are to be made anew. */
    retag(): void {
        this.templates.clear();
    }

    private templateOf(pod: PodSample): Template {
        const key = `${pod.replicaSet} ${pod.container}`;
        let template = this.templates.get(key);
        if (template === undefined) {
            const { low } = containerTags(pod, this.facts);
            template = {
                ofContainers: new SeriesSet(this.book, low),
                ofPods: new SeriesSet(this.book, podTags(low)),
                isFirst: ![...this.templates.keys()].some((one) =>
                    one.startsWith(`${pod.replicaSet} `),
                ),
                running: 0,
                pods: new Set(),
            };
            this.templates.set(key, template);
        }
        return template;
    }
}

const ofContainerOnly: ReadonlySet<string> = new Set([
    "kube_container_name",
    "image_name",
    "image_tag",
    "short_image",
]);

/** Without what names a container, because a pod may have several. */
function podTags(tags: Tags): Tags {
    return Object.fromEntries(Object.entries(tags).filter(([tag]) => !ofContainerOnly.has(tag)));
}
