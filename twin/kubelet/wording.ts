import type { KubernetesEvent } from "../observer";
import type { Container, Pod } from "../pod/pod";
import type { Probe } from "../read/world";
import type { ProbeKind } from "./probeWorker";

const titles = { liveness: "Liveness", readiness: "Readiness", startup: "Startup" } as const;

/*
 * What the kubelet's events say (Kubernetes 1.3x).
 */

export function unhealthy(
    { pod }: Container,
    kind: ProbeKind,
    probe: Probe,
    problem: string,
): string {
    const title = titles[kind];
    const address = `${pod.address}:${probe.port}`;
    if (probe.path === undefined) {
        return `${title} probe failed: dial tcp ${address}: ${problem}`;
    }
    const url = `http://${address}${probe.path}`;
    if (problem.startsWith("statuscode")) {
        return `${title} probe failed: HTTP probe failed with ${problem}`;
    }
    const detail = problem.startsWith("connect") ? `dial tcp ${address}: ${problem}` : problem;
    return `${title} probe failed: Get "${url}": ${detail}`;
}

/** Reason and message of each event of a start. */
export function startMessages({
    spec,
}: {
    readonly spec: Pick<Container["spec"], "name" | "image">;
}): readonly (readonly [string, string])[] {
    return [
        ["Pulled", `Container image "${spec.image}" already present on machine`],
        ["Created", `Created container: ${spec.name}`],
        ["Started", `Started container ${spec.name}`],
    ];
}

export function probeKill({ spec }: Container, kind: "liveness" | "startup"): string {
    return `Container ${spec.name} failed ${kind} probe, will be restarted`;
}

export function backOffMessage({ pod, spec }: Container, namespace: string): string {
    return (
        `Back-off restarting failed container ${spec.name} in pod ` +
        `${pod.name}_${namespace}(${pod.uid})`
    );
}

/** Spring Boot 1.4's line when it listens, behind its time stamp. */
export function tomcatStarted({ spec }: Container): string {
    return (
        `INFO [${spec.name},,,] 7 --- [           main] s.b.c.e.t.TomcatEmbeddedServletContainer : ` +
        "Tomcat started on port(s): 80 (http)"
    );
}

/** npm's last words when its child was ended by SIGTERM. */
export const npmLastWords: readonly string[] = [
    "npm ERR! path /usr/src/app",
    "npm ERR! command failed",
    "npm ERR! signal SIGTERM",
    "npm ERR! command sh -c node server.js",
];

/** An event of a pod. */
export function podEvent(
    { name, deployment }: Pod,
    type: KubernetesEvent["type"],
    reason: string,
    message: string,
): Omit<KubernetesEvent, "at"> {
    return { type, reason, kind: "Pod", name, deployment, message };
}
