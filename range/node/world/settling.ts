/** Has a world wait for the API where the nodes of a cluster would know of a condition by now. */
import type { V1Service } from "@kubernetes/client-node";

import { endpointsLagSeconds } from "../../../twin/physics/network";
import type { Pod } from "../../../twin/pod/pod";
import { selects } from "../../../twin/read/selector";
import type { World } from "./world";

/** Longer than that nobody waits: the API may see it in another way. Milliseconds of the wall. */
const patienceMilliseconds = 1000;

export class Settling {
    /** Pods whose condition has changed, and since when the world waits for what comes of it. */
    private readonly changed = new Map<Pod, number | undefined>();

    /** @param now milliseconds of a clock that nobody sets */
    constructor(
        private readonly world: World,
        private readonly services: () => readonly V1Service[],
        private readonly now: () => number = () => performance.now(),
    ) {
        world.cluster.podChanged = (pod) => {
            this.changed.set(pod, undefined);
        };
    }

    /** Whether the world had better not go on. */
    get isWaiting(): boolean {
        let isWaiting = false;
        for (const [pod, since = this.now()] of this.changed) {
            if (this.world.queue.now < pod.readySince + endpointsLagSeconds) {
                continue;
            }
            if (this.isKnown(pod) || this.now() - since > patienceMilliseconds) {
                this.changed.delete(pod);
            } else {
                this.changed.set(pod, since);
                isWaiting = true;
            }
        }
        return isWaiting;
    }

    private isKnown(pod: Pod): boolean {
        const { endpoints } = this.world.cluster;
        const isServing = pod.isReady && !pod.isTerminating && !pod.isGone;
        return this.services()
            .filter(({ spec }) => selects(spec?.selector, pod.labels))
            .every(
                ({ metadata }) =>
                    endpoints.of(metadata?.name ?? "")?.pods.includes(pod) === isServing,
            );
    }
}
