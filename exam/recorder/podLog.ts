/** The shop's pods, whenever something about a service's has changed. */
import type { DeploymentSample, PodSample } from "../../twin/observer";
import type { RecordedPod, ServicePods } from "../record/record";
import { rounded } from "./requestLog";

interface Entry extends Omit<ServicePods, "at"> {
    /** By the world's time. */
    readonly time: number;
}

export class PodLog {
    private readonly entries: Entry[] = [];
    private readonly last = new Map<string, string>();

    sampled(
        time: number,
        pods: readonly PodSample[],
        deployments: readonly DeploymentSample[],
    ): void {
        const services = new Set([
            ...this.last.keys(),
            ...deployments.map(({ name }) => name),
            ...pods.map(({ deployment }) => deployment).filter((name) => name !== ""),
        ]);
        for (const service of services) {
            const entry: Omit<Entry, "time"> = {
                service,
                desired: deployments.find(({ name }) => name === service)?.desired ?? 0,
                pods: podsOf(pods.filter(({ deployment }) => deployment === service)),
            };
            const text = JSON.stringify(entry);
            if (this.last.get(service) !== text) {
                this.last.set(service, text);
                this.entries.push({ time, ...entry });
            }
        }
    }

    /** @param zero time of the load's first user */
    rows(zero: number): readonly ServicePods[] {
        return this.entries.map(({ time, ...entry }) => ({ at: rounded(time - zero), ...entry }));
    }
}

/** One entry a pod: that of its application, which comes first. */
function podsOf(samples: readonly PodSample[]): readonly RecordedPod[] {
    const first = new Map<string, PodSample>();
    for (const sample of samples) {
        if (!first.has(sample.name) && !sample.isTerminating) {
            first.set(sample.name, sample);
        }
    }
    return [...first.values()].map(podOf);
}

function podOf(sample: PodSample): RecordedPod {
    const { name, isReady, isPending, restarts, image, state } = sample;
    const reason = sample.waitingReason ?? sample.terminatedReason;
    const { lastTerminatedReason, cpuLimitCores, memoryLimitBytes } = sample;
    return {
        ...{ name, isReady, isPending, restarts, image, state },
        ...(reason === undefined ? {} : { reason }),
        ...(lastTerminatedReason === undefined ? {} : { lastTerminatedReason }),
        cpuRequestCores: sample.cpuRequestCores,
        ...(cpuLimitCores === undefined ? {} : { cpuLimitCores }),
        memoryRequestBytes: sample.memoryRequestBytes,
        ...(memoryLimitBytes === undefined ? {} : { memoryLimitBytes }),
    };
}
