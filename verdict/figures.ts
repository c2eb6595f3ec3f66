import { failureReasons } from "../evidence/evidence";
import type { Evidence, FailureReason, RequestStatistics } from "../evidence/evidence";
import { quantile } from "../evidence/sketch";
import { heldUsers } from "../scenarios/load/level";
import type { ScenarioLoad } from "../scenarios/scenario";
import { crashLoopBackOffs, entrance, oomKills, restarts } from "./counts";
import { failureRatio, orderRows, unshippedOrders } from "./orders";
import { recoveryOf } from "./recovery";
import { firstScaleOut } from "./scaleOut";
import { sum } from "./series";

/** A run in numbers; the same for a simulated and a measured one. Ratios are 0 to 1, times ms. */
export interface RunFigures {
    readonly requests: number;
    /** Users that the load held: all, or as many as it found to be right; null: not recorded. */
    readonly heldUsers: number | null;
    readonly requestFailureRatio: number;
    /** Null when nobody orders. */
    readonly orderFailureRatio: number | null;
    /**
     * Orders that were paid and wait for shipment at the load's end; null when nobody orders, or
     * nobody looks at the queue.
     */
    readonly unshippedOrders: number | null;
    /** Requests that ended well or not, per second of the load. */
    readonly requestsPerSecond: number;
    /** Only those that ended well. */
    readonly successesPerSecond: number;
    readonly meanMs: number;
    readonly p50Ms: number;
    readonly p95Ms: number;
    readonly p99Ms: number;
    readonly maxMs: number;
    readonly failuresByReason: Readonly<Record<FailureReason, number>>;
    /** Of containers in the Deployment that users reach, and in all the others. */
    readonly frontEndRestarts: number;
    readonly otherRestarts: number;
    readonly oomKills: number;
    readonly crashLoopBackOffs: number;
    /** From the load's start until a Deployment first asked for more pods; null: never did. */
    readonly firstScaleOutSeconds: number | null;
    /** From the load's end until everything is as before; null: not within the evidence. */
    readonly recoverySeconds: number | null;
}

/** The figures of a run; the load's mixes say which requests are orders. */
export function figuresOf(
    evidence: Evidence,
    load: Pick<ScenarioLoad, "mix" | "publishedMix">,
): RunFigures {
    const { requests, run } = evidence;
    const { total } = requests;
    const times = total.responseTimes;
    const seconds = run.loadEnd - run.loadStart;
    const perSecond = (count: number): number => (seconds === 0 ? 0 : count / seconds);
    const orderFailureRatio = failureRatio(orderRows(load, requests.rows)) ?? null;
    const percentile = (share: number): number => quantile(times, share) ?? 0;
    return {
        requests: total.requests,
        heldUsers: heldIn(requests),
        requestFailureRatio: failureRatio([total]) ?? 0,
        orderFailureRatio,
        unshippedOrders: orderFailureRatio === null ? null : (unshippedOrders(evidence) ?? null),
        requestsPerSecond: perSecond(total.requests),
        successesPerSecond: perSecond(total.requests - total.failures),
        meanMs: times.count === 0 ? 0 : times.sum / times.count,
        p50Ms: percentile(0.5),
        p95Ms: percentile(0.95),
        p99Ms: percentile(0.99),
        maxMs: times.max,
        failuresByReason: byReason(evidence),
        frontEndRestarts: restarts(evidence, { service: entrance }),
        otherRestarts: restarts(evidence, { exceptService: entrance }),
        oomKills: oomKills(evidence, {}),
        crashLoopBackOffs: crashLoopBackOffs(evidence, {}),
        firstScaleOutSeconds: firstScaleOut(evidence),
        recoverySeconds: recoveryOf(evidence).seconds,
    };
}

function heldIn({ history, total }: RequestStatistics): number | null {
    const rows = history?.filter(({ name }) => name === total.name);
    return rows === undefined ? null : heldUsers(rows.map(({ users }) => users));
}

function byReason({ requests }: Evidence): Readonly<Record<FailureReason, number>> {
    const count = (wanted: FailureReason): number =>
        sum(
            requests.failures
                .filter(({ reason }) => reason === wanted)
                .map(({ occurrences }) => occurrences),
        );
    return Object.fromEntries(failureReasons.map((reason) => [reason, count(reason)])) as Record<
        FailureReason,
        number
    >;
}
