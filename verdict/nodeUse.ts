import type { Evidence, Series } from "../evidence/evidence";
import { type FineMetric, fineMetrics } from "../evidence/fineMetrics";
import { seriesOf, sum, valueAt, valuesWithin } from "./series";

/** Pods of a Deployment, or the load's, that got less CPU than they wanted, under load. */
export interface Starved {
    /** Name of the Deployment; undefined: the load generator. */
    readonly deployment: string | undefined;
    /** Share of the load's time that one of them lacked CPU, on average. */
    readonly timeShare: number;
    /** Cores that one got meanwhile, on average. */
    readonly cores: number;
    /** What its limit would have let it have; undefined: not limited, or not known. */
    readonly limitCores: number | undefined;
}

/** What the node's CPUs had to carry while there was load. */
export interface NodeUse {
    readonly cpus: number;
    /** Share of its CPUs that was used, on average; null without any load. */
    readonly usedShare: number | null;
    /** Share of the load's time in which more CPU was wanted than there was. */
    readonly saturatedShare: number;
    /** Whoever wanted more, the most starved first. */
    readonly starved: readonly Starved[];
    /** Pods that no node had room for, at most at once. */
    readonly podsPending: number;
    /** The load's own pod never found room, or the shop never became whole: there was no load. */
    readonly isLoadMissing: boolean;
}

/** Null where the evidence knows nothing of the node, like that of a real cluster. */
export function nodeUseOf(evidence: Evidence): NodeUse | null {
    const { loadStart, loadEnd, nodeCpus, users } = evidence.run;
    if (nodeCpus === undefined) {
        return null;
    }
    const seconds = Math.max(1, loadEnd - loadStart);
    const total = (series: Series): number => sum(valuesWithin(series, loadStart, loadEnd));
    const all = (metric: FineMetric): readonly Series[] =>
        evidence.fine.filter((series) => series.metric === metric);
    const usage = sum(all(fineMetrics.nodeCpuUsage).map(total));
    const saturated = sum(all(fineMetrics.nodeCpuSaturated).map(total));
    const starved = all(fineMetrics.cpuStarved).map((series): Starved => {
        const { kube_deployment: deployment } = series.tags;
        const cores = all(fineMetrics.cpuWhileStarved).find(
            ({ tags }) =>
                tags.kube_deployment === deployment && tags.kube_job === series.tags.kube_job,
        );
        const podSeconds = total(series);
        return {
            deployment,
            timeShare: Math.min(1, podSeconds / seconds),
            cores: podSeconds === 0 || cores === undefined ? 0 : total(cores) / podSeconds,
            limitCores: deployment === undefined ? undefined : limitOf(evidence, deployment),
        };
    });
    return {
        cpus: nodeCpus,
        usedShare: loadEnd > loadStart ? usage / seconds / nodeCpus : null,
        saturatedShare: Math.min(1, saturated / seconds),
        starved: starved
            .filter(({ timeShare }) => timeShare > 0)
            .sort((one, other) => other.timeShare - one.timeShare),
        podsPending: sum(all(fineMetrics.podsPending).map(({ values }) => Math.max(0, ...values))),
        isLoadMissing: users > 0 && loadEnd <= loadStart,
    };
}

/** The limit of a Deployment's main container, of whose containers it is the highest. */
function limitOf(evidence: Evidence, deployment: string): number | undefined {
    const limits = seriesOf(evidence, "kubernetes.cpu.limits", { kube_deployment: deployment })
        .map((series) => valueAt(series, evidence.run.loadEnd) ?? 0)
        .filter((cores) => cores > 0);
    return limits.length === 0 ? undefined : Math.max(...limits);
}
