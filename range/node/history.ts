/** The hour before: a healthy shop, simulated in one go, so that graphs and monitors have a past. */
import type { Evidence, Tags } from "../../evidence/evidence";
import type { PlannedObject } from "../../plan/plan";
import type { hostSpeeds } from "../../twin/physics/hostSpeed";
import { simulate } from "../../twin/simulate";
import { Telemetry } from "../../twin/telemetry/telemetry";
import type { Chunk } from "../store/store";

/** A pod that is there now, and was there all the time. */
export interface LastingPod {
    readonly deployment: string;
    readonly name: string;
    readonly replicaSet: string;
    /** Ids of its containers by name, without the runtime's prefix. */
    readonly containers: Readonly<Record<string, string>>;
}

export interface HistoryRequest {
    /** Of the healthy shop. */
    readonly objects: readonly PlannedObject[];
    readonly namespace: string;
    readonly seed: number;
    readonly hostSpeed: keyof typeof hostSpeeds;
    readonly nodeCpus: number;
    /** When it ends, in seconds since the epoch. */
    readonly until: number;
    readonly seconds?: number;
    /** Its telemetry is told of these. */
    readonly pods: readonly LastingPod[];
}

const hour = 3600;

export function history(request: HistoryRequest): Chunk {
    const { namespace, seed, hostSpeed, nodeCpus, until, seconds = hour, pods } = request;
    const objects = request.objects.filter(({ kind }) => kind !== "Job");
    const input = {
        ...{ namespace, seed, hostSpeed, nodeCpus },
        phases: [{ atSeconds: -seconds, objects }],
        ...{ beforeSeconds: seconds, afterSeconds: 0, epoch: Math.floor(until) },
    };
    const run = { incident: "none", remediation: "none", users: 0, settings: {} };
    const telemetry = new Telemetry({ input, run });
    const evidence = telemetry.finish(simulate(input, telemetry));
    return renamed(evidence, pods);
}

/** The simulation has made names of its own: each pod gets that of one that lasts. */
function renamed(evidence: Evidence, pods: readonly LastingPod[]): Chunk {
    const { series, distributions, events, uncollectedEvents, logs } = evidence;
    const names = new Names(pods);
    const of = <T extends { readonly tags: Tags }>(one: T): T => ({
        ...one,
        tags: names.renamed(one.tags),
    });
    return {
        series: series.map(of),
        distributions: distributions.map(of),
        events: events.map(of),
        uncollectedEvents: uncollectedEvents?.map(of),
        logs: logs.map(of),
    };
}

class Names {
    /** By the simulation's name of the pod. */
    private readonly known = new Map<string, LastingPod>();
    private readonly free: LastingPod[];

    constructor(private readonly pods: readonly LastingPod[]) {
        this.free = [...pods];
    }

    renamed(tags: Tags): Tags {
        const { pod_name: name, kube_deployment: deployment } = tags;
        if (deployment === undefined) {
            return tags;
        }
        const pod =
            name === undefined
                ? this.pods.find((one) => one.deployment === deployment)
                : this.lasting(name, deployment);
        if (pod === undefined) {
            return tags;
        }
        const container = tags.kube_container_name ?? "";
        const id = pod.containers[container];
        const changes: Record<string, string | undefined> = {
            pod_name: pod.name,
            kube_replica_set: pod.replicaSet,
            kube_ownerref_name: pod.replicaSet,
            container_id: id,
            display_container_name: `${container}_${pod.name}`,
        };
        return Object.fromEntries(
            Object.entries(tags).map(([tag, value]) => [tag, changes[tag] ?? value]),
        );
    }

    private lasting(name: string, deployment: string): LastingPod | undefined {
        const known = this.known.get(name);
        if (known !== undefined) {
            return known;
        }
        const at = this.free.findIndex((one) => one.deployment === deployment);
        const [pod] = at < 0 ? [] : this.free.splice(at, 1);
        if (pod !== undefined) {
            this.known.set(name, pod);
        }
        return pod;
    }
}
