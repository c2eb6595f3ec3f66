import type { FailureReason } from "../../evidence/evidence";
import { Stream } from "../clock/stream";
import type { Cluster } from "../cluster";
import type { Doorway } from "../network/doorway";
import type { Observer } from "../observer";
import { cpuSpread } from "../physics/frontEnd";
import { spawnGapSeconds } from "../physics/generator";
import type { LoadSpec } from "../read/load";
import { Connections } from "./connections";
import { CurrentRequests } from "./currentRequests";
import type { Generator } from "./generator";
import { journeyOf, type Journey, type Step } from "./journey";
import { requestTable } from "./requestTable";
import { Setup } from "./setup";
import { bytes, UserRows } from "./userRows";
import { UserStreams } from "./userStreams";
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
    private readonly rows: UserRows;
    private readonly requests: CurrentRequests;
    private readonly connections: Connections;
    private readonly streams: UserStreams;
    private readonly spread: Stream;
    private readonly journey: Journey;
    private readonly setup: Setup;
    private readonly kinds;
    private isEnding = false;

    constructor(
        private readonly load: LoadSpec,
        private readonly cluster: Cluster,
        doorway: Doorway,
        private readonly generator: Generator,
        private readonly observer: Observer,
        seed: number,
    ) {
        const { users, mix } = load;
        this.rows = new UserRows(users);
        this.requests = new CurrentRequests(this.rows, requestTable(mix, cluster.shop));
        this.streams = new UserStreams(this.rows, seed);
        this.spread = new Stream(seed, "cpu of requests");
        this.connections = new Connections(this.rows, cluster, doorway, {
            isWaiting: (user) => this.state(user) === waiting,
            failed: (user, reason) => {
                this.finish(user, reason, undefined);
            },
        });
        this.journey = journeyOf(mix, this.rows, this.streams);
        this.setup = new Setup(mix, this.rows, this.streams, load.processes);
        const { queue } = cluster;
        this.kinds = {
            act: queue.register((user) => {
                this.act(user);
            }),
            send: queue.register((user) => {
                this.send(user);
            }),
            read: queue.register((user, status) => {
                this.read(user, status);
            }),
        };
        cluster.served.pathOf = (slot) => (slot < users ? this.requests.path(slot) : "/");
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
            if (this.state(user) !== waiting) {
                this.leave(user);
            }
        }
    }

    /** The last have to go; what they waited for is not counted. */
    kill(): void {
        for (let user = 0; user < this.load.users; user++) {
            if (this.state(user) === waiting) {
                this.inFlightAtEnd++;
                this.leave(user);
            }
        }
    }

    answered(user: number, status: number): void {
        if (this.state(user) !== waiting) {
            return;
        }
        const { queue } = this.cluster;
        this.connections.idle(user);
        const at = this.generator.work(user, queue.now);
        if (at > queue.now) {
            queue.schedule(at, this.kinds.read, user, status);
        } else {
            this.read(user, status);
        }
    }

    lost(user: number, reason: FailureReason): void {
        if (this.state(user) === waiting) {
            this.connections.closed(user);
            this.finish(user, reason, undefined);
        }
    }

    /** The user reads the answer. */
    private read(user: number, status: number): void {
        const age = this.requests.age(user, this.cluster.queue.now);
        this.finish(user, failureOf(this.requests.row(user).spec, status, age), status);
    }

    private act(user: number): void {
        if (this.state(user) === gone || this.isEnding) {
            return;
        }
        if (this.state(user) === absent) {
            this.active++;
        }
        this.become(user, thinking);
        this.follow(user, this.setup.next(user) ?? this.journey.begin(user));
    }

    private follow(user: number, step: Step): void {
        const { queue } = this.cluster;
        if (step.do === "request") {
            this.requests.choose(user, step.request, step.sock);
            this.become(user, waiting);
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
        const pause = step.do === "pause" ? step.seconds : this.streams.between(user, min, max);
        queue.schedule(queue.now + pause, this.kinds.act, user, 0);
    }

    private send(user: number): void {
        if (this.state(user) !== waiting) {
            return;
        }
        const { queue, exchanges } = this.cluster;
        const { route, status } = this.requests.row(user);
        this.requests.begin(user, queue.now);
        const spread = this.spread.between(1 - cpuSpread, 1 + cpuSpread);
        exchanges.begin(user, route, status, spread);
        this.connections.send(user);
    }

    private finish(user: number, failure: FailureReason | undefined, status?: number): void {
        if (this.state(user) !== waiting) {
            return;
        }
        const { queue, time } = this.cluster;
        const { requests } = this;
        this.waiting--;
        this.become(user, thinking);
        const age = requests.age(user, queue.now);
        this.observer.requestEnded(requests.ended(user, time, age, failure, status));
        if (this.isEnding) {
            this.leave(user);
            return;
        }
        const ok = failure === undefined;
        const step = requests.row(user).isSetup
            ? (this.setup.ended(user, ok) ?? this.journey.begin(user))
            : this.journey.ended(user, requests.numberOf(user), ok);
        this.follow(user, step);
    }

    private leave(user: number): void {
        if (this.state(user) === waiting) {
            this.waiting--;
        }
        if (this.state(user) !== absent && this.state(user) !== gone) {
            this.active--;
        }
        this.become(user, gone);
    }

    private state(user: number): number {
        return this.rows.bytes[user * bytes.perRow + bytes.state] as number;
    }

    private become(user: number, state: number): void {
        this.rows.bytes[user * bytes.perRow + bytes.state] = state;
    }
}
