import type { ClusterSample, PodSample } from "../observer";
import type { ClusterFacts } from "./clusterFacts";
import { SeriesSet } from "./seriesBook";
import type { SeriesBook } from "./seriesBook";
import { containerTags } from "./tags";

const exporter = "rabbitmq-exporter";

/**
 * The queue as the agent's OpenMetrics check has it from the broker's exporter. A counter is sent as
 * what it has grown by since the last reading; the first one only sets the mark, and so does one that
 * has begun again with its broker.
 */
export class QueueCheck {
    private series: SeriesSet | undefined;
    private mark: { readonly exporter: string; readonly acknowledged: number } | undefined;

    constructor(
        private readonly facts: ClusterFacts,
        private readonly book: SeriesBook,
    ) {}

    /** The tags are to be made anew. */
    retag(): void {
        this.series = undefined;
    }

    scrape(time: number, { pods, queue }: ClusterSample): void {
        const pod = pods.find(
            ({ container, state }) => container === exporter && state === "running",
        );
        if (pod === undefined || queue === undefined) {
            return;
        }
        const { mark } = this;
        if (mark?.exporter !== pod.containerId) {
            this.series = undefined;
        }
        const series = (this.series ??= this.begin(pod, queue.name));
        series.push("sockshop.queue.messages_ready", time, queue.ready);
        series.push("sockshop.queue.consumers", time, queue.consumers);
        if (mark?.exporter === pod.containerId && queue.acknowledged >= mark.acknowledged) {
            const grown = queue.acknowledged - mark.acknowledged;
            series.push("sockshop.queue.acknowledged.count", time, grown);
        }
        this.mark = { exporter: pod.containerId, acknowledged: queue.acknowledged };
    }

    private begin(pod: PodSample, queue: string): SeriesSet {
        return new SeriesSet(this.book, { ...containerTags(pod, this.facts).low, queue });
    }
}
