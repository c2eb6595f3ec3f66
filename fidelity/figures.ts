import type { FailureReason } from "../evidence/evidence";
import { failureReasons } from "../evidence/evidence";
import { heldUsers } from "../scenarios/load/level";
import { entrance } from "../verdict/counts";
import type { RequestCount } from "../verdict/orders";
import type { EndedRequest, KubernetesEvent, Observer } from "../twin/observer";

/** What is compared with a measured run. Times in seconds, shares from 0 to 1. */
export interface SimulatedFigures {
    readonly requests: number;
    readonly requestsPerSecond: number;
    readonly failedShare: number;
    readonly meanSeconds: number;
    readonly p50Seconds: number;
    readonly p90Seconds: number;
    readonly p95Seconds: number;
    readonly maxSeconds: number;
    /** Restarts of the front-end's containers by liveness probe or memory, after the load began. */
    readonly killsAtSeconds: readonly number[];
    readonly oomKills: number;
    readonly backOffs: number;
    /** Restarts, and back-offs, of all other services. */
    readonly otherKills: number;
    readonly otherBackOffs: number;
    readonly failures: Readonly<Record<FailureReason, number>>;
    /** Connect timeouts by name of the request. */
    readonly connectTimeoutsByTask: Readonly<Record<string, number>>;
    /** CPU of the front-end over all requests, in ms. */
    readonly cpuMilliseconds: number;
    readonly peakMemoryMebibytes: number;
    /** Users that the load held: all of them, or as many as it found to be right. */
    readonly heldUsers: number;
    readonly lostDollars: number;
    readonly tasks: readonly RequestCount[];
}

type Counting = { -readonly [Field in keyof RequestCount]: RequestCount[Field] };

const isEntrance = ({ deployment }: KubernetesEvent): boolean => deployment === entrance;

/** Watches a run and sums it up. Requests of a set-up do not count as tasks. */
export class FigureObserver implements Observer {
    private readonly times: number[] = [];
    private readonly failures = new Map<FailureReason, number>();
    private readonly timeouts = new Map<string, number>();
    private readonly tasks = new Map<string, Counting>();
    private readonly kills: KubernetesEvent[] = [];
    private readonly seenOom = new Set<string>();
    private oomTimes: number[] = [];
    private backOffs = 0;
    private otherBackOffs = 0;
    private dollars = 0;
    private peakMemory = 0;
    private cpu = 0;
    private readonly users: number[] = [];
    private readonly lastCpu = new Map<string, number>();

    requestEnded(request: EndedRequest): void {
        const { startedAt, endedAt, failure, method, name, lostDollars } = request;
        this.times.push(endedAt - startedAt);
        const key = `${method} ${name}`;
        const task = this.tasks.get(key) ?? { method, name, requests: 0, failures: 0 };
        task.requests++;
        this.tasks.set(key, task);
        this.dollars += lostDollars;
        if (failure !== undefined) {
            task.failures++;
            this.failures.set(failure, (this.failures.get(failure) ?? 0) + 1);
            if (failure === "connectTimeout") {
                this.timeouts.set(name, (this.timeouts.get(name) ?? 0) + 1);
            }
        }
    }

    requestServed(): void {
        // Only what users see is compared.
    }

    sampled({ at, pods, users }: Parameters<Observer["sampled"]>[0]): void {
        if (users > 0) {
            this.users.push(users);
        }
        for (const pod of pods) {
            if (pod.deployment !== entrance) {
                continue;
            }
            const last = this.lastCpu.get(pod.containerId) ?? 0;
            this.lastCpu.set(pod.containerId, Math.max(last, pod.cpuSeconds));
            if (users > 0) {
                this.peakMemory = Math.max(this.peakMemory, pod.memoryBytes);
                this.cpu += Math.max(0, pod.cpuSeconds - last);
            }
            const died = pod.terminatedReason ?? pod.lastTerminatedReason;
            const key = `${pod.name}/${pod.restarts + (pod.state === "running" ? 0 : 1)}`;
            if (died === "OOMKilled" && !this.seenOom.has(key)) {
                this.seenOom.add(key);
                this.oomTimes.push(at);
            }
        }
    }

    event(event: KubernetesEvent): void {
        if (event.reason === "Killing" && event.message.includes("failed liveness probe")) {
            this.kills.push(event);
        }
        if (event.reason === "BackOff") {
            this.backOffs++;
            this.otherBackOffs += isEntrance(event) ? 0 : 1;
        }
    }

    log(): void {
        // Not compared.
    }

    figures(loadStart: number, loadEnd: number): SimulatedFigures {
        const sorted = Float64Array.from(this.times).sort();
        const at = (share: number): number =>
            sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
        const failed = [...this.failures.values()].reduce((sum, count) => sum + count, 0);
        const liveness = this.kills.filter(isEntrance).map((kill) => kill.at);
        return {
            requests: sorted.length,
            requestsPerSecond: sorted.length / Math.max(1, loadEnd - loadStart),
            failedShare: failed / Math.max(1, sorted.length),
            meanSeconds: this.times.reduce((sum, time) => sum + time, 0) / (sorted.length || 1),
            p50Seconds: at(0.5),
            p90Seconds: at(0.9),
            p95Seconds: at(0.95),
            maxSeconds: at(1),
            killsAtSeconds: [...liveness, ...this.oomTimes]
                .map((time) => time - loadStart)
                .filter((seconds) => seconds >= 0 && seconds <= loadEnd - loadStart)
                .sort((one, other) => one - other),
            oomKills: this.oomTimes.length,
            backOffs: this.backOffs,
            otherKills: this.kills.length - liveness.length,
            otherBackOffs: this.otherBackOffs,
            failures: Object.fromEntries(
                failureReasons.map((reason) => [reason, this.failures.get(reason) ?? 0]),
            ) as Record<FailureReason, number>,
            connectTimeoutsByTask: Object.fromEntries(this.timeouts),
            cpuMilliseconds: (1000 * this.cpu) / Math.max(1, sorted.length),
            peakMemoryMebibytes: this.peakMemory / 2 ** 20,
            heldUsers: heldUsers(this.users),
            lostDollars: this.dollars,
            tasks: [...this.tasks.values()],
        };
    }
}
