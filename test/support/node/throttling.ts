/** How often the kernel has held a container back, as the kubelet measures it for everybody. */
import type { ApiClient } from "../controlPlane";

export interface Throttling {
    readonly periods: number;
    readonly throttledPeriods: number;
}

/** Of the front-end's pods together, since their containers started. */
export async function throttlingOf(api: ApiClient, node: string): Promise<Throttling> {
    const text = (await api.get(`/api/v1/nodes/${node}/proxy/metrics/cadvisor`)) as string;
    const sum = (metric: string): number =>
        text
            .split("\n")
            .filter(
                (line) => line.startsWith(`${metric}{`) && line.includes('container="front-end"'),
            )
            .map((line) => Number(/\} (\S+)/.exec(line)?.[1] ?? 0))
            .reduce((total, value) => total + value, 0);
    return {
        periods: sum("container_cpu_cfs_periods_total"),
        throttledPeriods: sum("container_cpu_cfs_throttled_periods_total"),
    };
}
