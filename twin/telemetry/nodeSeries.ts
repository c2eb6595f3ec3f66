import { fineMetrics } from "../../evidence/fineMetrics";
import type { ClusterSample, GeneratorSample, PodSample } from "../observer";
import { SeriesSet } from "./seriesBook";
import type { SeriesBook } from "./seriesBook";

/** Whoever the node may give less than it wants. */
type Starving = Pick<PodSample, "starvedSeconds" | "starvedCpuSeconds">;

/** Pods of a Deployment, or the load generator, that have ever lacked CPU. */
interface Lack {
    readonly set: SeriesSet;
    readonly before: Map<string, Starving>;
}

const nothing: Starving = { starvedSeconds: 0, starvedCpuSeconds: 0 };

/** The node's CPUs second by second, and who got less of them than it wanted. */
export class NodeSeries {
    private readonly node: SeriesSet;
    private before: ClusterSample["node"] | undefined;
    private readonly lacks = new Map<string, Lack>();
    private readonly pending = new Map<string, SeriesSet>();

    constructor(
        private readonly book: SeriesBook,
        private readonly ofDeployment: (name: string) => SeriesSet,
        private readonly loadJob: string | undefined,
    ) {
        this.node = new SeriesSet(book, {});
    }

    sampled({ at, node, pods, generator }: ClusterSample): void {
        if (this.before !== undefined) {
            const used = node.cpuSeconds - this.before.cpuSeconds;
            const saturated = node.saturatedSeconds - this.before.saturatedSeconds;
            this.node.push(fineMetrics.nodeCpuUsage, at, Math.max(0, used));
            this.node.push(fineMetrics.nodeCpuSaturated, at, rounded(saturated));
        }
        this.before = node;
        this.samplePending(at, pods);
        this.sampleLacks(at, pods, generator);
    }

    private samplePending(at: number, pods: readonly PodSample[]): void {
        for (const { deployment, isPending } of pods) {
            if (isPending && !this.pending.has(deployment)) {
                this.pending.set(deployment, this.ofDeployment(deployment));
            }
        }
        for (const [deployment, set] of this.pending) {
            const names = pods
                .filter((pod) => pod.isPending && pod.deployment === deployment)
                .map(({ name }) => name);
            set.push(fineMetrics.podsPending, at, new Set(names).size);
        }
    }

    private sampleLacks(
        at: number,
        pods: readonly PodSample[],
        generator: GeneratorSample | undefined,
    ): void {
        const lacking = new Map<string, (readonly [id: string, now: Starving])[]>();
        for (const pod of pods) {
            if (pod.starvedSeconds > 0) {
                const known = lacking.get(pod.deployment) ?? [];
                lacking.set(pod.deployment, [...known, [pod.containerId, pod]]);
            }
        }
        if (generator !== undefined && generator.starvedSeconds > 0) {
            lacking.set("", [["", generator]]);
        }
        for (const [name, claimants] of lacking) {
            this.pushLack(at, this.lackOf(name), claimants);
        }
    }

    private pushLack(
        at: number,
        { set, before }: Lack,
        claimants: readonly (readonly [id: string, now: Starving])[],
    ): void {
        let [starved, cores] = [0, 0];
        for (const [id, now] of claimants) {
            const then = before.get(id) ?? nothing;
            starved += now.starvedSeconds - then.starvedSeconds;
            cores += now.starvedCpuSeconds - then.starvedCpuSeconds;
            const { starvedSeconds, starvedCpuSeconds } = now;
            before.set(id, { starvedSeconds, starvedCpuSeconds });
        }
        set.push(fineMetrics.cpuStarved, at, rounded(starved));
        set.push(fineMetrics.cpuWhileStarved, at, cores);
    }

    private lackOf(name: string): Lack {
        let lack = this.lacks.get(name);
        if (lack === undefined) {
            const tags = { kube_job: this.loadJob ?? "load" };
            const set = name === "" ? new SeriesSet(this.book, tags) : this.ofDeployment(name);
            lack = { set, before: new Map() };
            this.lacks.set(name, lack);
        }
        return lack;
    }
}

/** Sums of tenths leave traces. */
const rounded = (value: number): number => Number(value.toFixed(6));
