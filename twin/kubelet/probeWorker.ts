import type { EventQueue } from "../clock/eventQueue";
import type { Container, ProbeCounts } from "../pod/pod";
import type { Probe } from "../read/world";
import type { Client, Exchanges } from "../requests/exchanges";
import { ProbeResults } from "./probeResults";

/** How a probe is sent, and what is done about its outcome. */
export interface ProbeHost {
    readonly queue: EventQueue;
    readonly exchanges: Exchanges;
    /** Sends the probe's request to a front-end; false when the connection is refused. */
    probeLoop(container: Container, path: string, slot: number): "sent" | "refused" | "lost";
    /** Sends it to another service. */
    probeBackend(container: Container, path: string, answered: () => void): BackendAnswer;
    probed(container: Container, kind: ProbeKind, success: boolean, problem: string): void;
    /** The outcome counts: enough of a kind came in a row. */
    decided(container: Container, kind: ProbeKind, success: boolean): void;
}

/** When a service answers; undefined: it refuses; perhaps: it tells when it does. */
export type BackendAnswer = number | undefined | "perhaps";

export type ProbeKind = "liveness" | "readiness" | "startup";

/** Why a probe failed, in the kubelet's words. */
const tooLate = "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
const refused = "connect: connection refused";
const unanswered = "i/o timeout";

/**
 * The kubelet's worker for one probe of one start of a container. It ticks from the pod's creation,
 * whenever the container was started, and is a request on a new connection like any other.
 */
export class ProbeWorker {
    private readonly results: ProbeResults;
    private readonly generation: number;
    private nextTick: number;

    constructor(
        private readonly host: ProbeHost,
        private readonly container: Container,
        private readonly kind: ProbeKind,
        private readonly probe: Probe,
        private readonly counts: ProbeCounts,
        /** When this worker's ticks began. */
        origin: number,
        /** Ticks before that time are left out. */
        from = -Infinity,
    ) {
        this.results = new ProbeResults(probe);
        this.generation = container.generation;
        const earliest = Math.max(container.startedAt + probe.initialDelaySeconds, from);
        const ticks = Math.max(0, Math.ceil((earliest - origin) / probe.periodSeconds));
        this.nextTick = origin + ticks * probe.periodSeconds;
        this.plan();
    }

    private get isOver(): boolean {
        const { container, kind } = this;
        const isStarted = kind === "startup" && container.isStarted;
        return container.generation !== this.generation || container.isStopping || isStarted;
    }

    private plan(): void {
        const { queue } = this.host;
        // A tick that came while the probe was under way is made up for at once.
        queue.at(this.nextTick, () => {
            if (!this.isOver) {
                const { periodSeconds } = this.probe;
                // Go's ticker keeps one tick for whoever is late, and drops the others.
                const dropped = Math.floor((queue.now - this.nextTick) / periodSeconds);
                this.nextTick += (1 + dropped) * periodSeconds;
                this.send();
            }
        });
    }

    private send(): void {
        const { container } = this;
        const { path, isRefused } = this.probe;
        if (!container.isListening || isRefused === true) {
            this.conclude(false, refused);
        } else if (path === undefined) {
            this.connect();
        } else if (container.loop === undefined) {
            this.sendToBackend(path);
        } else {
            this.sendToLoop(path);
        }
    }

    /** The kernel alone answers, unless too many wait to be accepted. */
    private connect(): void {
        const { queue } = this.host;
        if (this.container.loop?.isFull !== true) {
            this.conclude(true, unanswered);
            return;
        }
        queue.at(queue.now + this.probe.timeoutSeconds, () => {
            this.conclude(false, unanswered);
        });
    }

    private sendToBackend(path: string): void {
        const { queue } = this.host;
        const conclude = this.once(tooLate);
        const promised = this.host.probeBackend(this.container, path, () => {
            conclude(true);
        });
        if (promised === "perhaps") {
            queue.at(queue.now + this.probe.timeoutSeconds, () => {
                conclude(false);
            });
            return;
        }
        const answer = promised ?? queue.now;
        const isInTime = answer - queue.now <= this.probe.timeoutSeconds;
        const at = Math.min(answer, queue.now + this.probe.timeoutSeconds);
        if (at <= queue.now) {
            this.conclude(isInTime, tooLate);
            return;
        }
        queue.at(at, () => {
            this.conclude(isInTime, tooLate);
        });
    }

    /** What comes first counts. */
    private once(problem: string): (success: boolean) => void {
        let isPending = true;
        return (success) => {
            if (isPending) {
                isPending = false;
                this.conclude(success, problem);
            }
        };
    }

    private sendToLoop(path: string): void {
        const { queue, exchanges } = this.host;
        let isPending = true;
        const conclude = (success: boolean, problem: string): void => {
            if (isPending) {
                isPending = false;
                this.conclude(success, problem);
            }
        };
        const client: Client = {
            answered: (_, status) => {
                conclude(status >= 200 && status < 400, `statuscode: ${status}`);
            },
            lost: () => {
                conclude(false, "EOF");
            },
        };
        const slot = exchanges.claim(client);
        const generation = exchanges.generation(slot);
        const sent = this.host.probeLoop(this.container, path, slot);
        if (sent !== "sent") {
            exchanges.end(slot);
        }
        if (sent === "refused") {
            conclude(false, refused);
            return;
        }
        queue.at(queue.now + this.probe.timeoutSeconds, () => {
            if (isPending && exchanges.generation(slot) === generation) {
                exchanges.forget(slot);
            }
            conclude(false, tooLate);
        });
    }

    private conclude(success: boolean, problem: string): void {
        if (this.isOver) {
            return;
        }
        const { container, host, kind } = this;
        this.counts[success ? "successes" : "failures"]++;
        host.probed(container, kind, success, problem);
        if (this.results.counts(success)) {
            host.decided(container, kind, success);
        }
        // What was decided may have ended the container; then the tick finds this worker over.
        this.plan();
    }
}
