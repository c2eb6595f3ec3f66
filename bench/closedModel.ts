import { EventQueue } from "../twin/clock/eventQueue";
import { Stream } from "../twin/clock/stream";
import { CpuQuota } from "../twin/node/cpuQuota";
import { Ring } from "../twin/pod/ring";

/** Users who think and are served in turn by one thread under a CPU quota. Seconds. */
export interface ClosedModel {
    readonly users: number;
    readonly thinkMin: number;
    readonly thinkMax: number;
    /** Mean CPU of a request; it varies evenly by 40 %. */
    readonly work: number;
    /** Cores. */
    readonly limit: number;
    readonly seconds: number;
    readonly seed: number;
}

/** Plays the model with the simulation's own parts; returns the requests served. */
export function playClosedModel(model: ClosedModel): number {
    const { users, thinkMin, thinkMax, work, limit, seconds, seed } = model;
    const queue = new EventQueue(0);
    const quota = new CpuQuota(limit, 0);
    const stream = new Stream(seed, "closed model");
    const waiting = new Ring();
    let served = 0;
    let isBusy = false;
    const serve = (): void => {
        isBusy = waiting.length > 0;
        if (isBusy) {
            const user = waiting.shift();
            const end = quota.finish(queue.now, work * stream.between(0.6, 1.4));
            queue.schedule(end, done, user, 0);
        }
    };
    const think = (user: number): void => {
        queue.schedule(queue.now + stream.between(thinkMin, thinkMax), ask, user, 0);
    };
    const ask = queue.register((user) => {
        waiting.push(user);
        if (!isBusy) {
            serve();
        }
    });
    const done = queue.register((user) => {
        served++;
        think(user);
        serve();
    });
    for (let user = 0; user < users; user++) {
        think(user);
    }
    queue.runUntil(seconds);
    return served;
}
