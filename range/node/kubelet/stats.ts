/** The kubelet's statistics: /stats/summary, /metrics/resource, /pods. */
import type { UsageSource } from "../metrics/metricsAnswers";
import type { NodeWorlds } from "../nodeWorlds";
import { timestamp } from "../pods/podStatus";
import { type Handler, send } from "./kubeletServer";

export function statsHandler(worlds: NodeWorlds, source: UsageSource): Handler {
    return (_, response, { pathname }) => {
        switch (pathname) {
            case "/healthz":
                send(response, 200, "ok");
                return true;
            case "/pods":
                send(response, 200, {
                    ...{ kind: "PodList", apiVersion: "v1", metadata: {} },
                    items: worlds.pods.list().map(({ pod }) => pod),
                });
                return true;
            case "/stats/summary":
                send(response, 200, summary(source));
                return true;
            case "/metrics/resource":
                send(response, 200, resourceMetrics(source));
                return true;
            default:
                return false;
        }
    };
}

function summary(source: UsageSource): object {
    const { cores, memoryBytes } = source.nodeUsage();
    const usage = (at: number, used: number, seconds: number, bytes: number): object => ({
        cpu: {
            time: timestamp(at),
            usageNanoCores: Math.round(used * 1e9),
            usageCoreNanoSeconds: Math.round(seconds * 1e9),
        },
        memory: {
            time: timestamp(at),
            ...{ usageBytes: Math.round(bytes), workingSetBytes: Math.round(bytes) },
            rssBytes: Math.round(bytes),
        },
    });
    return {
        node: { nodeName: source.node, ...usage(source.now(), cores, 0, memoryBytes) },
        pods: source.pods(undefined).map(({ namespace, usage: pod }) => ({
            podRef: { name: pod.name, namespace },
            containers: pod.containers.map((one) => ({
                name: one.name,
                ...usage(pod.at, one.cores, one.cpuSeconds, one.memoryBytes),
            })),
        })),
    };
}

/** In the exposition format of Prometheus: the names of the kubelet's resource metrics. */
function resourceMetrics(source: UsageSource): string {
    const lines = source.pods(undefined).flatMap(({ namespace, usage }) =>
        usage.containers.flatMap(({ name, cpuSeconds, memoryBytes }) => {
            const labels = `{container="${name}",namespace="${namespace}",pod="${usage.name}"}`;
            const at = Math.round(usage.at * 1000);
            return [
                `container_cpu_usage_seconds_total${labels} ${cpuSeconds} ${at}`,
                `container_memory_working_set_bytes${labels} ${Math.round(memoryBytes)} ${at}`,
            ];
        }),
    );
    const { memoryBytes } = source.nodeUsage();
    return [
        "# TYPE container_cpu_usage_seconds_total counter",
        "# TYPE container_memory_working_set_bytes gauge",
        ...lines,
        "# TYPE node_memory_working_set_bytes gauge",
        `node_memory_working_set_bytes ${Math.round(memoryBytes)} ${Math.round(source.now() * 1000)}`,
        "",
    ].join("\n");
}
