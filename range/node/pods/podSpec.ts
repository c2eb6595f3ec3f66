/** Pods of the API as the simulation plays them. */
import type { V1Container, V1Pod, V1Probe } from "@kubernetes/client-node";

import { unknownProgram } from "../../../twin/physics/idle";
import { containerSchema } from "../../../twin/read/objects";
import {
    type PlayedContainer,
    type PodSpec,
    type Probe,
    readContainer,
} from "../../../twin/read/world";
import { type Program, programOf } from "../../../twin/kubelet/images";

/** Grace of a pod that says nothing: the API server fills it in, so only for the type's sake. */
const defaultGraceSeconds = 30;

/** The Deployment that a pod belongs to; undefined: none. */
export function deploymentOf({ metadata }: V1Pod): string | undefined {
    const owner = metadata?.ownerReferences?.find(({ controller }) => controller === true);
    const hash = metadata?.labels?.["pod-template-hash"];
    return owner?.kind === "ReplicaSet" && hash !== undefined && owner.name.endsWith(`-${hash}`)
        ? owner.name.slice(0, -hash.length - 1)
        : undefined;
}

export function replicaSetOf({ metadata }: V1Pod): string {
    const owner = metadata?.ownerReferences?.find(({ controller }) => controller === true);
    return owner?.kind === "ReplicaSet" ? owner.name : "";
}

/** The Job that a pod belongs to; undefined: none. */
export function jobOf({ metadata }: V1Pod): string | undefined {
    const owner = metadata?.ownerReferences?.find(({ controller }) => controller === true);
    return owner?.kind === "Job" ? owner.name : undefined;
}

/** A pod without a Deployment has none in its telemetry: see world/sampler. */
export function podSpecOf(pod: V1Pod): PodSpec {
    const containers = pod.spec?.containers ?? [];
    return {
        name: deploymentOf(pod) ?? "",
        template: replicaSetOf(pod),
        labels: pod.metadata?.labels ?? {},
        containers: containers.map(playedContainer),
        graceSeconds: pod.spec?.terminationGracePeriodSeconds ?? defaultGraceSeconds,
    };
}

function playedContainer(container: V1Container): PlayedContainer {
    const found = programOf(container.name, container.image ?? "");
    const program = typeof found === "string" ? { name: unknownProgram, ports: [] } : found;
    const isPlayed = (probe: V1Probe | undefined): boolean =>
        (probe?.httpGet !== undefined || probe?.tcpSocket !== undefined) &&
        program.ports.length > 0;
    const isProbed = {
        livenessProbe: isPlayed(container.livenessProbe),
        readinessProbe: isPlayed(container.readinessProbe),
        startupProbe: isPlayed(container.startupProbe),
    };
    const kept = Object.entries(isProbed).map(([kind, keeps]) => [
        kind,
        keeps ? container[kind as keyof typeof isProbed] : undefined,
    ]);
    const read = readContainer(
        containerSchema.parse(Object.assign({}, container, Object.fromEntries(kept))),
        program.name,
    );
    const aimed = (probe: Probe | undefined): Probe | undefined =>
        probe && { ...probe, ...aim(probe, container, program) };
    return {
        ...read,
        liveness: aimed(read.liveness),
        readiness: aimed(read.readiness),
        startup: aimed(read.startup),
    };
}

/**
 * Probes are played as far as they are HTTP or TCP. Any other succeeds as long as the container runs, which
 * is as if there were none, and so does one of a program that listens on no port that is known. One
 * of a port on which the program does not listen is refused.
 */
function aim(
    { port }: Probe,
    container: V1Container,
    program: Program,
): Pick<Probe, "port" | "isRefused"> {
    const number = portOf(port, container);
    return { port: number, isRefused: !program.ports.includes(number) };
}

/** A port by number or by the name that the container gives it. */
function portOf(port: number | string, { ports = [] }: V1Container): number {
    return typeof port === "number"
        ? port
        : (ports.find(({ name }) => name === port)?.containerPort ?? Number(port));
}
