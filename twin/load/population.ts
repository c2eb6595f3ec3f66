import type { FailureReason } from "../../evidence/evidence";
import { Stream } from "../clock/stream";
import type { Cluster } from "../cluster";
import type { Observer } from "../observer";
import { cpuSpread } from "../physics/frontEnd";
import { spawnGapSeconds } from "../physics/generator";
import type { LoadSpec } from "../read/load";
import { nobody } from "../requests/exchangeRows";
import type { Client } from "../requests/exchanges";
import { Connections } from "./connections";
import { CurrentRequests } from "./currentRequests";
import type { Doorway } from "./doorway";
import type { Generator } from "./generator";
import { journeyOf, type Journey, type Step } from "./journey";
import { Places } from "./places";
import { requestTable } from "./requestTable";
import { Setup } from "./setup";
import { TallyCounter } from "./tally";
import { UserRows, words } from "./userRows";
import { UserStreams } from "./userStreams";
import { failureOf } from "./failure";

/** The users of one load run: a closed population, each waiting for one answer at a time. */
export class Population implements Client {
    inFlightAtEnd = 0;
    readonly tally: TallyCounter;
    private readonly rows: UserRows;
    private readonly places: Places;
    private readonly requests: CurrentRequests;
    private readonly connections: Connections;
    private readonly streams: UserStreams;
    private readonly spread: Stream;
    private readonly journey: Journey;
    private readonly setup: Setup;
    private readonly kinds;
    private isEnding = false;
    /** Number of the first user's exchange. */
    private readonly first: number;
    /** Of no use but to have been read. */
    private fetched = 0;

    constructor(
        private readonly load: LoadSpec,
        private readonly cluster: Cluster,
        doorway: Doorway,
        private readonly generator: Generator,
        private readonly observer: Observer,
        seed: number,
    ) {
        const { users, mix } = load;
        this.first = seated(load, cluster, this);
        this.rows = new UserRows(users);
        this.places = new Places(this.rows);
        this.tally = new TallyCounter(load.level?.slowSeconds ?? Infinity);
        this.requests = new CurrentRequests(this.rows, requestTable(mix, cluster.shop));
        this.streams = new UserStreams(this.rows, seed);
        this.spread = new Stream(seed, "cpu of requests");
        this.connections = new Connections(
            this.rows,
            cluster,
            doorway,
            {
                isWaiting: (user, visit) => this.isWaiting(user, visit),
                visit: (user) => this.places.visit(user),
                failed: (user, reason) => {
                    this.finish(user, reason, undefined);
                },
            },
            this.first,
        );
        this.journey = journeyOf(mix, this.rows, this.streams);
        this.setup = new Setup(mix, this.rows, this.streams, load.processes);
        const { queue } = cluster;
        this.kinds = {
            act: queue.register(
                (user, visit) => {
                    this.act(user, visit);
                },
                (user) => {
                    this.fetch(user);
                },
            ),
            send: queue.register((user, visit) => {
                this.send(user, visit);
            }),
            read: queue.register((user, status) => {
                this.read(user, status);
            }),
        };
    }

    /** Users that have started and not yet gone. */
    get active(): number {
        return this.places.active;
    }

    /** Of these, waiting for an answer or a connection. */
    get waiting(): number {
        return this.places.waiting;
    }

    /** Starts the users: those of a second in one go, as Locust does. */
    start(): void {
        const { queue } = this.cluster;
        const perSecond = Math.max(1, Math.floor(this.load.spawnRate));
        for (let user = 0; user < this.load.users; user++) {
            const second = Math.floor(user / perSecond) * (perSecond / this.load.spawnRate);
            const gap = Math.min(spawnGapSeconds, 1 / this.load.spawnRate);
            this.come(user, queue.now + second + (user % perSecond) * gap);
        }
    }

    /** Adds users, or has some leave, as Locust does: who waits for an answer leaves after it. */
    resize(users: number): void {
        const { queue, exchanges } = this.cluster;
        const { places } = this;
        let at = queue.now;
        while (places.present < users) {
            const user = places.free((place) => exchanges.place(this.first + place) === nobody);
            if (user === undefined) {
                return;
            }
            this.come(user, at);
            at += spawnGapSeconds;
        }
        for (let user = this.load.users - 1; places.present > users && user >= 0; user--) {
            if (places.isStaying(user)) {
                this.dismiss(user);
            }
        }
    }

    /** The time is over: who thinks leaves, who waits may finish. */
    stop(): void {
        this.isEnding = true;
        for (let user = 0; user < this.load.users; user++) {
            if (!this.places.isWaiting(user)) {
                this.leave(user);
            }
        }
    }

    /** The last have to go; what they waited for is not counted. */
    kill(): void {
        for (let user = 0; user < this.load.users; user++) {
            if (this.places.isWaiting(user)) {
                this.inFlightAtEnd++;
                this.leave(user);
            }
        }
        this.cluster.exchanges.leave(this);
    }

    answered(slot: number, status: number): void {
        const user = slot - this.first;
        if (!this.places.isWaiting(user)) {
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

    lost(slot: number, reason: FailureReason): void {
        const user = slot - this.first;
        if (this.places.isWaiting(user)) {
            this.connections.closed(user);
            this.finish(user, reason, undefined);
        }
    }

    /** What was asked for. */
    path(slot: number): string {
        return this.requests.path(slot - this.first);
    }

    /** The user reads the answer. */
    private read(user: number, status: number): void {
        const age = this.requests.age(user, this.cluster.queue.now);
        this.finish(user, failureOf(this.requests.row(user).spec, status, age), status);
    }

    /**
     * Brings what is known of a user who is soon to act into the cache. For many at once the
     * processor does that side by side; when each acts it would wait for one after the other.
     */
    private fetch(user: number): void {
        // Both ends of the row: wherever the array begins, it may lie across two lines.
        const stream = this.rows.words[user * words.perRow + words.stream] as number;
        const generation = this.cluster.exchanges.generation(this.first + user);
        this.fetched ^= stream ^ this.places.visit(user) ^ generation;
    }

    private isWaiting(user: number, visit: number): boolean {
        return this.places.visit(user) === visit && this.places.isWaiting(user);
    }

    private act(user: number, visit: number): void {
        if (this.places.visit(user) !== visit || this.isEnding) {
            return;
        }
        this.places.thinks(user);
        this.follow(user, this.setup.next(user) ?? this.journey.begin(user));
    }

    private follow(user: number, step: Step): void {
        const { queue } = this.cluster;
        const visit = this.places.visit(user);
        if (step.do === "request") {
            this.requests.choose(user, step.request, step.sock);
            this.places.waits(user);
            const at = this.generator.work(user, queue.now);
            if (at > queue.now) {
                queue.schedule(at, this.kinds.send, user, visit);
            } else {
                this.send(user, visit);
            }
            return;
        }
        const { min, max } = this.load.mix.waitSeconds;
        const pause = step.do === "pause" ? step.seconds : this.streams.between(user, min, max);
        queue.schedule(queue.now + pause, this.kinds.act, user, visit);
    }

    private send(user: number, visit: number): void {
        if (!this.isWaiting(user, visit)) {
            return;
        }
        const { queue, exchanges } = this.cluster;
        const { route, status } = this.requests.row(user);
        this.requests.begin(user, queue.now);
        const spread = this.spread.between(1 - cpuSpread, 1 + cpuSpread);
        exchanges.begin(this.first + user, route, status, spread);
        this.connections.send(user);
    }

    private finish(user: number, failure: FailureReason | undefined, status?: number): void {
        if (!this.places.isWaiting(user)) {
            return;
        }
        const { queue, time } = this.cluster;
        const { requests } = this;
        this.places.thinks(user);
        const age = requests.age(user, queue.now);
        if (status === undefined) {
            this.tally.unanswered();
        } else {
            this.tally.answered(age);
        }
        this.observer.requestEnded(requests.ended(user, time, age, failure, status));
        if (this.isEnding || this.places.isLeaving(user)) {
            this.leave(user);
            return;
        }
        const ok = failure === undefined;
        const step = requests.row(user).isSetup
            ? (this.setup.ended(user, ok) ?? this.journey.begin(user))
            : this.journey.ended(user, requests.numberOf(user), ok);
        this.follow(user, step);
    }

    private come(user: number, at: number): void {
        this.places.comes(user);
        this.cluster.queue.schedule(at, this.kinds.act, user, this.places.visit(user));
    }

    private dismiss(user: number): void {
        const { queue } = this.cluster;
        const visit = this.places.visit(user);
        if (!this.places.isWaiting(user)) {
            this.leave(user);
            return;
        }
        this.places.dismiss(user);
        queue.at(queue.now + this.load.stopSeconds, () => {
            if (this.places.visit(user) === visit) {
                this.leave(user);
            }
        });
    }

    private leave(user: number): void {
        this.connections.closed(user);
        this.places.leaves(user);
    }
}

/** The number of the first user's exchange; throws where the world has no room for the users. */
function seated({ job, users }: LoadSpec, { exchanges }: Cluster, population: Population): number {
    const first = exchanges.seat(users, population);
    if (first === undefined) {
        throw new Error(`${job}: there is no room for ${users} users more beside the other loads.`);
    }
    return first;
}
