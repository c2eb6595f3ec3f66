import type { Evidence, Series, Tags } from "../evidence/evidence";
import { episodesSince, growthSince, seriesOf, sum, valuesWithin } from "./series";

/** The service that users talk to. */
export const entrance = "front-end";

/** Whose containers are meant: those of one service, of all but one, or all of Deployments. */
export interface Whose {
    readonly service?: string;
    readonly exceptService?: string;
}

function isMeant({ service, exceptService }: Whose, { tags }: Series): boolean {
    const deployment = tags.kube_deployment;
    // A load generator that restarts is none of the shop's containers.
    return (
        deployment !== undefined &&
        (service === undefined || deployment === service) &&
        deployment !== exceptService
    );
}

function of(evidence: Evidence, metric: string, whose: Whose, reason?: string): readonly Series[] {
    const tags: Tags = reason === undefined ? {} : { reason };
    return seriesOf(evidence, metric, tags).filter((series) => isMeant(whose, series));
}

/** Restarts of containers since the load began. */
export function restarts(evidence: Evidence, whose: Whose): number {
    const { loadStart } = evidence.run;
    return sum(
        of(evidence, "kubernetes.containers.restarts", whose).map((series) =>
            growthSince(series, loadStart),
        ),
    );
}

/** How often a container was seen to begin to wait in CrashLoopBackOff since the load began. */
export function crashLoopBackOffs(evidence: Evidence, whose: Whose): number {
    const metric = "kubernetes_state.container.status_report.count.waiting";
    return sum(
        of(evidence, metric, whose, "crashloopbackoff").map((series) =>
            episodesSince(series, evidence.run.loadStart),
        ),
    );
}

/** How many containers were seen to wait for an image that cannot be had since the load began. */
export function imagePullFailures(evidence: Evidence, whose: Whose): number {
    const metric = "kubernetes_state.container.status_report.count.waiting";
    const waiting = ["errimagepull", "imagepullbackoff"].flatMap((reason) =>
        of(evidence, metric, whose, reason).filter(({ times }) =>
            times.some((time) => time >= evidence.run.loadStart),
        ),
    );
    return new Set(waiting.map(({ tags }) => `${tags.pod_name} ${tags.kube_container_name}`)).size;
}

/** The most pods that a Deployment was to have since the load began. */
export function mostReplicas(evidence: Evidence, whose: Whose): number | undefined {
    const counts = of(evidence, "kubernetes_state.deployment.replicas_desired", whose).flatMap(
        (series) => valuesWithin(series, evidence.run.loadStart, Infinity),
    );
    return counts.length === 0 ? undefined : Math.max(...counts);
}

/**
 * Kills for memory since the load began. The state only tells how the container before this one
 * ended, so every restart while it says so is counted, and the kill that began it.
 */
export function oomKills(evidence: Evidence, whose: Whose): number {
    const { loadStart } = evidence.run;
    const metric = "kubernetes.containers.last_state.terminated";
    return sum(
        of(evidence, metric, whose, "oomkilled").map((killed) => {
            const begun = killed.times.find((time) => time >= loadStart);
            const last = killed.times.at(-1);
            if (begun === undefined || last === undefined) {
                return 0;
            }
            const pod = killed.tags.pod_name ?? "";
            const later = seriesOf(evidence, "kubernetes.containers.restarts", { pod_name: pod });
            return 1 + sum(later.map((series) => growthBetween(series, begun, last)));
        }),
    );
}

function growthBetween(series: Series, from: number, until: number): number {
    return growthSince(series, from) - growthSince(series, until);
}
