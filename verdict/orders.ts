import type { Evidence, RequestRow } from "../evidence/evidence";
import { isOrder, mix } from "../scenarios/load/mixes";
import type { ScenarioLoad } from "../scenarios/scenario";
import { seriesOf, sum, valueAt } from "./series";

/** Which mixes a run may have used: ours, or the published one that it is compared with. */
type Mixes = Pick<ScenarioLoad, "mix" | "publishedMix">;

/** How the requests that place orders are called in the statistics. */
export function orderNames({ mix: used, publishedMix }: Mixes): ReadonlySet<string> {
    const tasks = [used, publishedMix].flatMap((name) => mix(name).tasks);
    return new Set(tasks.filter(isOrder).map(({ method, name }) => `${method} ${name}`));
}

/** Requests of one kind, and how many of them failed. */
export type RequestCount = Pick<RequestRow, "method" | "name" | "requests" | "failures">;

/** The rows of requests that place orders. */
export function orderRows(mixes: Mixes, rows: readonly RequestCount[]): readonly RequestCount[] {
    const names = orderNames(mixes);
    return rows.filter(({ method, name }) => names.has(`${method} ${name}`));
}

/** The rows of all other requests. */
export function browseRows(mixes: Mixes, rows: readonly RequestCount[]): readonly RequestCount[] {
    const names = orderNames(mixes);
    return rows.filter(({ method, name }) => !names.has(`${method} ${name}`));
}

/** Orders that wait for shipment when the load is over; undefined: nobody has looked at the queue. */
export function unshippedOrders(evidence: Evidence): number | undefined {
    return unshippedAt(evidence)(evidence.run.loadEnd);
}

/** The same at any moment, in seconds since the epoch. */
export function unshippedAt(evidence: Evidence): (at: number) => number | undefined {
    const queues = seriesOf(evidence, "sockshop.queue.messages_ready");
    return (at) => {
        const waiting = queues.flatMap((series) => valueAt(series, at) ?? []);
        return waiting.length === 0 ? undefined : sum(waiting);
    };
}

/** Failed requests over all; undefined when there are none. */
export function failureRatio(
    rows: readonly Pick<RequestCount, "requests" | "failures">[],
): number | undefined {
    const requests = sum(rows.map((row) => row.requests));
    return requests === 0 ? undefined : sum(rows.map(({ failures }) => failures)) / requests;
}
