/** Points of the fine series, of what is seen of a shop at one time. */
import { fineMetrics } from "../../evidence/fineMetrics";
import type { AutoscalerLook, ContainerLook, EndpointsLook } from "../senses/look";
import type { SeriesBook } from "./seriesBook";

export function pushLimit(
    book: SeriesBook,
    metric: string,
    containers: readonly ContainerLook[],
    key: "cpuLimit" | "memoryLimit",
    at: number,
): void {
    const [first] = containers;
    if (first !== undefined && containers.every((one) => one[key] !== undefined)) {
        const total = containers.reduce((sum, one) => sum + (one[key] ?? 0), 0);
        book.push(metric, { kube_deployment: first.deployment }, at, total);
    }
}

export function pushAutoscaler(
    book: SeriesBook,
    { deployment, desired, utilization }: AutoscalerLook,
    at: number,
): void {
    const tags = { kube_deployment: deployment };
    book.push(fineMetrics.hpaDesired, tags, at, desired);
    if (utilization !== undefined) {
        book.push(fineMetrics.hpaUtilization, tags, at, utilization);
    }
}

export function pushEndpoints(
    book: SeriesBook,
    endpoints: readonly EndpointsLook[],
    at: number,
): void {
    for (const { service, ready } of endpoints) {
        book.push(fineMetrics.endpointsReady, { kube_service: service }, at, ready);
    }
}
