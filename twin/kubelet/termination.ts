import type { EventQueue } from "../clock/eventQueue";
import type { Stream } from "../clock/stream";
import { exitAfterTerm } from "../physics/frontEnd";
import { exitCodes } from "../physics/kubelet";
import type { Container } from "../pod/pod";
import { npmLastWords } from "./wording";

/** Ends containers: SIGTERM, and SIGKILL after the pod's grace. */
export class Termination {
    constructor(
        private readonly queue: EventQueue,
        private readonly stream: Stream,
        private readonly exit: (container: Container, exitCode: number) => void,
    ) {}

    /** @param grace seconds */
    begin(container: Container, grace: number): void {
        const { queue } = this;
        container.isStopping = true;
        const { generation, pod } = container;
        const isDeaf = container.physics.isJvm === true;
        const wanted = this.stream.between(exitAfterTerm.min, exitAfterTerm.max);
        queue.at(queue.now + (isDeaf ? grace : Math.min(wanted, grace)), () => {
            if (container.generation !== generation) {
                return;
            }
            if (container.loop !== undefined && wanted <= grace) {
                npmLastWords.forEach((line) => {
                    pod.log("stderr", line);
                });
            }
            const isKilled = isDeaf || wanted > grace;
            this.exit(container, isKilled ? exitCodes.killed : exitCodes.terminated);
        });
    }
}
