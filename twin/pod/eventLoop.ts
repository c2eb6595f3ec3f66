import type { CpuQuota } from "../node/cpuQuota";
import { frontEndMemory } from "../physics/frontEnd";
import { acceptQueueLength } from "../physics/network";
import { untilResumed } from "./application";
import { Ring } from "./ring";
import type { LoopOwner, Surroundings } from "./surroundings";
import { TurnCost } from "./turnCost";

/** In the queue of what is ready: connections wait to be accepted. */
const acceptance = -1;

/** After how many turns more it is asked whether the memory still suffices: some 0.6 MiB. */
const growth = 64;

/**
 * Node's event loop: one thread that serves what is ready in turn. A request is ready several times,
 * because it waits for others in between; a connection has to be accepted first. So under load a
 * probe, however simple, waits as often as a page has turns.
 */
export class EventLoop {
    /** Connections accepted whose request has no answer yet. */
    inFlight = 0;
    /** Turns that those requests have had so far. What they made of them is still in memory. */
    turnsHeld = 0;
    isListening = false;
    private readonly ready = new Ring();
    private readonly waiting = new Ring();
    private isBusy = false;
    private acceptsNext = false;
    private current = 0;
    private accepting = 0;
    private readonly cost: TurnCost;
    private isGone = false;
    private ranUntil = 0;
    /** Kept and not returned: what is handed on between functions costs an object each. */
    private turnSeconds = 0;

    constructor(
        /** Its number among the event loops. */
        readonly index: number,
        private readonly quota: CpuQuota,
        private readonly world: Surroundings,
        private readonly owner: LoopOwner,
    ) {
        this.cost = new TurnCost(world.requestCost, world.hostSpeed);
    }

    /** Requests of users answered since the process started. */
    get served(): number {
        return this.cost.served;
    }

    /** What the process has in use, in bytes: it keeps what its requests need, and grows warm. */
    get memoryBytes(): number {
        const { idleBytes, warmBytes, warmRequests, acceptedBytes, turnBytes } = frontEndMemory;
        const warm = warmBytes * (1 - Math.exp(-this.served / warmRequests));
        return idleBytes + warm + acceptedBytes * this.inFlight + turnBytes * this.turnsHeld;
    }

    /** Connections that wait to be accepted. */
    get acceptQueue(): number {
        return this.waiting.length;
    }

    /** The kernel leaves a new connection unanswered. */
    get isFull(): boolean {
        return this.acceptQueue > acceptQueueLength;
    }

    /** A new connection with a request; false when the accept queue is full. */
    connect(slot: number): boolean {
        if (this.isFull) {
            return false;
        }
        this.world.exchanges.putAt(slot, this.index);
        this.waiting.push(slot);
        if (!this.acceptsNext) {
            this.acceptsNext = true;
            this.ready.push(acceptance);
        }
        this.run();
        return true;
    }

    /** A request on a connection that is open. */
    send(slot: number): void {
        this.world.exchanges.putAt(slot, this.index);
        this.inFlight++;
        this.owner.grew();
        if (!this.isGone) {
            this.proceed(slot);
        }
    }

    /** What the request waited for is there. */
    proceed(slot: number): void {
        this.ready.push(slot);
        this.run();
    }

    /** The work at hand is done. */
    workDone(): void {
        if (!this.isGone) {
            this.finish();
            this.run();
        }
    }

    /** The process is gone. Whoever waits is told by the caller. */
    stop(): void {
        this.isGone = true;
        this.isListening = false;
        this.inFlight = 0;
        this.turnsHeld = 0;
        this.accepting = 0;
        this.ready.clear();
        this.waiting.clear();
    }

    private run(): void {
        const { queue, workDone } = this.world;
        while (!this.isBusy && !this.isGone && this.ready.length > 0) {
            this.isBusy = true;
            this.current = this.ready.shift();
            this.execute(this.current);
            const end = this.ranUntil;
            if (!queue.isFree(end)) {
                workDone.set(this.index, end);
                return;
            }
            queue.now = end;
            this.finish();
        }
    }

    /** An answer may set another process to work, which must not run ahead of what is next here. */
    private finish(): void {
        const { queue } = this.world;
        queue.hold();
        this.complete(this.current);
        queue.release();
        this.isBusy = false;
    }

    /** Has the next turn begin now, and sets `ranUntil` to when it is over. */
    private execute(item: number): void {
        const { quota, cost, world } = this;
        const start = world.queue.now;
        cost.stoodStill(this.ranUntil, start);
        const held = quota.heldSeconds;
        this.work(item);
        this.ranUntil = quota.finish(start, this.turnSeconds);
        cost.stoodStill(held, quota.heldSeconds);
    }

    /** Sets `turnSeconds` to the CPU of the next turn. */
    private work(item: number): void {
        const { application, exchanges, queue } = this.world;
        if (item === acceptance) {
            this.accepting = this.waiting.length;
            this.turnSeconds = this.cost.acceptance(this.accepting);
            return;
        }
        if (exchanges.turn(item) === 0) {
            exchanges.take(item, queue.now);
        }
        const mean = application.turnCpu[exchanges.route(item)] as number;
        this.turnSeconds = this.cost.turn(mean * exchanges.spread(item), this.inFlight);
    }

    private complete(item: number): void {
        if (item === acceptance) {
            this.accept();
            return;
        }
        const { application, exchanges, queue, ready } = this.world;
        const turn = exchanges.turn(item) + 1;
        exchanges.setTurn(item, turn);
        this.turnsHeld++;
        if (this.turnsHeld % growth === 0) {
            this.owner.grew();
            if (this.isGone) {
                return;
            }
        }
        if (turn > (application.waits[exchanges.route(item)] as number)) {
            this.answer(item);
            return;
        }
        const until = application.wait(item, turn - 1);
        if (until <= queue.now) {
            this.ready.push(item);
        } else if (until !== untilResumed) {
            queue.schedule(until, ready, item, exchanges.generation(item));
        }
    }

    private accept(): void {
        const count = this.accepting;
        this.accepting = 0;
        this.inFlight += count;
        for (let left = count; left > 0; left--) {
            this.ready.push(this.waiting.shift());
        }
        this.acceptsNext = this.waiting.length > 0;
        if (this.acceptsNext) {
            this.ready.push(acceptance);
        }
        this.owner.grew();
    }

    private answer(slot: number): void {
        const { exchanges } = this.world;
        const client = exchanges.client(slot);
        this.inFlight--;
        this.turnsHeld -= exchanges.turn(slot);
        this.owner.served(slot);
        if (exchanges.isUser(slot)) {
            this.cost.answered();
        }
        const status = exchanges.status(slot);
        exchanges.end(slot);
        client?.answered(slot, status);
    }
}
