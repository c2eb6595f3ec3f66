import type { EventQueue } from "../clock/eventQueue";
import type { Cluster } from "../cluster";
import { CpuQuota, periodSeconds } from "../node/cpuQuota";
import { backendPhysicsOf } from "../physics/backends";
import { sharesOf } from "../physics/node";
import { Backend } from "../pod/backend";
import type { Container } from "../pod/pod";

/** The one service that is an event loop. */
const eventLoopService = "front-end";

/** Gives a container that starts the process of its service, with a CPU quota of its own. */
export function makeProcess(container: Container, cluster: Cluster): void {
    const { spec } = container;
    const phase = cluster.queue.now - cluster.phases.between(0, periodSeconds);
    const quota = new CpuQuota(spec.cpuLimitCores, phase, sharesOf(spec.cpuRequestCores));
    cluster.node.add(quota);
    container.quota = quota;
    if (spec.program === eventLoopService) {
        container.loop = cluster.addLoop(quota, container);
        return;
    }
    const physics = backendPhysicsOf(spec.program);
    container.backend = physics && new Backend(physics, quota, cluster.hostSpeed);
}

/**
 * Long work of a process, such as its start: period by period, because what the node leaves to it
 * may change meanwhile.
 */
export function workThrough(
    quota: CpuQuota | undefined,
    queue: EventQueue,
    work: number,
    done: () => void,
): void {
    if (quota === undefined) {
        done();
        return;
    }
    const left = quota.advance(queue.now, work);
    queue.at(quota.pausedUntil, () => {
        if (left > 0) {
            workThrough(quota, queue, left, done);
        } else {
            done();
        }
    });
}
