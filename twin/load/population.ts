import type { FailureReason } from "../../evidence/evidence";
import { Stream } from "../clock/stream";
import type { Cluster } from "../cluster";
import type { Doorway } from "../network/doorway";
import type { Observer } from "../observer";
import { cpuSpread, keepAliveSeconds } from "../physics/frontEnd";
import { spawnGapSeconds } from "../physics/generator";
import { clientSeconds, connectTimeoutSeconds, synRetrySeconds } from "../physics/network";
import type { LoadSpec } from "../read/load";
import { nobody } from "../shop/exchanges";
import type { Generator } from "./generator";
import { journeyOf, type Journey, type Step } from "./journey";
import { type TableRequest, requestTable } from "./requestTable";
import { Setup } from "./setup";
import { failureOf } from "./verdict";

/** What a user is doing. */
const absent = 0;
const thinking = 1;
const waiting = 2;
const gone = 3;

/** The users of one load run: a closed population, each waiting for one answer at a time. */
export class Population {
    /** Started and not yet stopped. */
    active = 0;
    /** Of these, waiting for an answer or a connection. */
    waiting = 0;
    inFlightAtEnd = 0;
    private readonly state: Uint8Array;
    private readonly request: Uint8Array;
    private readonly sock: Uint16Array;
    private readonly startedAt: Float64Array;
    private readonly attempts: Uint8Array;
    /** The event loop to which the user has an open connection; or nobody. */
    private readonly connection: Int32Array;
    private readonly idleSince: Float64Array;
    private readonly streams: readonly Stream[];
    private readonly spread: Stream;
    private readonly journey: Journey;
    private readonly setup: Setup;
    private readonly table: readonly TableRequest[];
    private readonly kinds;
    private isEnding = false;

    constructor(
        private readonly load: LoadSpec,
        private readonly cluster: Cluster,
        private readonly doorway: Doorway,
        private readonly generator: Generator,
        private readonly observer: Observer,
        seed: number,
    ) {
        const { users, mix } = load;
        this.state = new Uint8Array(users);
        this.request = new Uint8Array(users);
        this.sock = new Uint16Array(users);
        this.startedAt = new Float64Array(users);
        this.attempts = new Uint8Array(users);
        this.connection = new Int32Array(users).fill(nobody);
        this.idleSince = new Float64Array(users);
        this.streams = Array.from({ length: users }, (_, user) => new Stream(seed, "user", user));
        this.spread = new Stream(seed, "cpu of requests");
        this.journey = journeyOf(mix, this.streams);
        this.setup = new Setup(mix, this.streams, load.processes);
        this.table = requestTable(mix, cluster.shop);
        const { queue } = cluster;
        this.kinds = {
            act: queue.register((user) => {
                this.act(user);
            }),
            send: queue.register((user) => {
                this.send(user);
            }),
            retry: queue.register((user) => {
                this.connect(user);
            }),
            read: queue.register((user, status) => {
                this.finish(user, failureOf(this.row(user).spec, status, this.age(user)), status);
            }),
        };
        cluster.pathOf = (slot) =>
            slot < users ? (this.row(slot).paths[this.sock[slot] as number] ?? "/") : "/";
    }

    /** Starts the users: those of a second in one go, as Locust does. */
    start(): void {
        const { queue } = this.cluster;
        const perSecond = Math.max(1, Math.floor(this.load.spawnRate));
        for (let user = 0; user < this.load.users; user++) {
            const second = Math.floor(user / perSecond) * (perSecond / this.load.spawnRate);
            const gap = Math.min(spawnGapSeconds, 1 / this.load.spawnRate);
            const at = queue.now + second + (user % perSecond) * gap;
            queue.schedule(at, this.kinds.act, user, 0);
        }
    }

    /** The time is over: who thinks leaves, who waits may finish. */
    stop(): void {
        this.isEnding = true;
        for (let user = 0; user < this.load.users; user++) {
            if (this.state[user] !== waiting) {
                this.leave(user);
            }
        }
    }

    /** The last have to go; what they waited for is not counted. */
    kill(): void {
        for (let user = 0; user < this.load.users; user++) {
            if (this.state[user] === waiting) {
                this.inFlightAtEnd++;
                this.leave(user);
            }
        }
    }

    answered(user: number, status: number): void {
        if (this.state[user] !== waiting) {
            return;
        }
        const { queue } = this.cluster;
        this.idleSince[user] = queue.now;
        const at = this.generator.work(user, queue.now);
        if (at > queue.now) {
            queue.schedule(at, this.kinds.read, user, status);
        } else {
            this.finish(user, failureOf(this.row(user).spec, status, this.age(user)), status);
        }
    }

    lost(user: number, reason: FailureReason): void {
        if (this.state[user] === waiting) {
            this.connection[user] = nobody;
            this.finish(user, reason, undefined);
        }
    }

    private row(user: number): TableRequest {
        return this.table[this.request[user] as number] as TableRequest;
    }

    private age(user: number): number {
        return this.cluster.queue.now - (this.startedAt[user] as number);
    }

    private act(user: number): void {
        if (this.state[user] === gone || this.isEnding) {
            return;
        }
        if (this.state[user] === absent) {
            this.active++;
        }
        this.state[user] = thinking;
        this.follow(user, this.setup.next(user) ?? this.journey.begin(user));
    }

    private follow(user: number, step: Step): void {
        const { queue } = this.cluster;
        if (step.do === "request") {
            this.request[user] = step.request;
            this.sock[user] = step.sock;
            this.state[user] = waiting;
            this.waiting++;
            const at = this.generator.work(user, queue.now);
            if (at > queue.now) {
                queue.schedule(at, this.kinds.send, user, 0);
            } else {
                this.send(user);
            }
            return;
        }
        const { min, max } = this.load.mix.waitSeconds;
        const stream = this.streams[user] as Stream;
        const pause = step.do === "pause" ? step.seconds : stream.between(min, max);
        queue.schedule(queue.now + pause, this.kinds.act, user, 0);
    }

    private send(user: number): void {
        if (this.state[user] !== waiting) {
            return;
        }
        const { queue, exchanges, loops } = this.cluster;
        const { route, status } = this.row(user);
        this.startedAt[user] = queue.now;
        const spread = this.spread.between(1 - cpuSpread, 1 + cpuSpread);
        exchanges.begin(user, route, status, spread);
        const loop = loops[this.connection[user] as number];
        const isFresh = queue.now - (this.idleSince[user] as number) < keepAliveSeconds;
        if (loop?.isListening === true && isFresh) {
            loop.send(user);
            return;
        }
        this.connection[user] = nobody;
        this.attempts[user] = 0;
        this.connect(user);
    }

    /** Sends a SYN, or gives up. */
    private connect(user: number): void {
        if (this.state[user] !== waiting) {
            return;
        }
        const attempt = this.attempts[user] as number;
        if (attempt > synRetrySeconds.length) {
            this.finish(user, "connectTimeout", undefined);
            return;
        }
        const outcome = this.doorway.attempt(user);
        if (outcome === "connected") {
            this.connection[user] = this.cluster.exchanges.place[user] as number;
        } else if (outcome === "refused") {
            this.finish(user, "refused", undefined);
        } else {
            this.attempts[user] = attempt + 1;
            const { min, max } = connectTimeoutSeconds;
            const after = synRetrySeconds[attempt] ?? this.spread.between(min, max);
            const at = (this.startedAt[user] as number) + after;
            this.cluster.queue.schedule(at, this.kinds.retry, user, 0);
        }
    }

    private finish(user: number, failure: FailureReason | undefined, status?: number): void {
        if (this.state[user] !== waiting) {
            return;
        }
        const { spec, isSetup, dollars } = this.row(user);
        const { time } = this.cluster;
        this.waiting--;
        this.state[user] = thinking;
        const isLostOrder = failure !== undefined && status !== undefined && status !== 406;
        this.observer.requestEnded({
            startedAt: time - this.age(user),
            endedAt: time + clientSeconds,
            method: spec.method,
            name: spec.name,
            failure,
            status,
            isSetup,
            lostDollars: isLostOrder ? (dollars[this.sock[user] as number] ?? 0) : 0,
            user,
        });
        if (this.isEnding) {
            this.leave(user);
            return;
        }
        const ok = failure === undefined;
        const step = isSetup
            ? (this.setup.ended(user, ok) ?? this.journey.begin(user))
            : this.journey.ended(user, this.request[user] as number, ok);
        this.follow(user, step);
    }

    private leave(user: number): void {
        if (this.state[user] === waiting) {
            this.waiting--;
        }
        if (this.state[user] !== absent && this.state[user] !== gone) {
            this.active--;
        }
        this.state[user] = gone;
    }
}
