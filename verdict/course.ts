import type { Evidence, HistoryRow } from "../evidence/evidence";
import { fineMetrics } from "../evidence/fineMetrics";
import type { ScenarioLoad } from "../scenarios/scenario";
import { median } from "./chance";
import { entrance } from "./counts";
import { orderNames, unshippedAt } from "./orders";
import { valueAt } from "./series";

/*
 * A run under load from one look at the statistics to the next, five seconds later: what a fix that
 * comes in the middle is judged by.
 */

/** What had happened until a moment, counted from the first user. */
export interface CoursePoint {
    /** Since the first user. */
    readonly seconds: number;
    readonly requests: number;
    readonly failures: number;
    readonly orders: number;
    readonly failedOrders: number;
    /** Orders that wait for shipment at that moment; null: nobody had looked at the queue by then. */
    readonly unshippedOrders: number | null;
    /** Of the front-end's containers. */
    readonly restarts: number;
    /** ms, of the last ten seconds: Locust's eleven percentiles; null before any request. */
    readonly percentiles: readonly number[] | null;
}

export type Course = readonly CoursePoint[];

/** The course of a run; empty where its statistics have no history. */
export function courseOf(
    evidence: Evidence,
    load: Pick<ScenarioLoad, "mix" | "publishedMix">,
): Course {
    const { requests, fine, run } = evidence;
    const names = orderNames(load);
    const unshippedThen = unshippedAt(evidence);
    const rows = requests.history ?? [];
    const all = rows.filter(({ name }) => name === requests.total.name);
    const orders = rows.filter(({ method, name }) => names.has(`${method} ${name}`));
    const restarts = fine.find(
        ({ metric, tags }) => metric === fineMetrics.restarts && tags.kube_deployment === entrance,
    );
    const restartsAt = (time: number): number =>
        restarts === undefined ? 0 : (valueAt(restarts, time) ?? 0);
    const before = restartsAt(run.loadStart);
    return all.map((row) => ({
        seconds: row.time - run.loadStart,
        requests: row.requests,
        failures: row.failures,
        ...orderCounts(orders.filter(({ time }) => time === row.time)),
        unshippedOrders: unshippedThen(row.time) ?? null,
        restarts: restartsAt(row.time) - before,
        percentiles: row.percentiles ?? null,
    }));
}

function orderCounts(rows: readonly HistoryRow[]): Pick<CoursePoint, "orders" | "failedOrders"> {
    return {
        orders: rows.reduce((total, { requests }) => total + requests, 0),
        failedOrders: rows.reduce((total, { failures }) => total + failures, 0),
    };
}

/** What users had from a moment to the end of the load. Ratios are 0 to 1. */
export interface Stretch {
    readonly requests: number;
    readonly requestFailureRatio: number | null;
    /** Null when nobody ordered. */
    readonly orderFailureRatio: number | null;
    /** Orders that wait for shipment at its end, whenever they were placed. */
    readonly unshippedOrders: number | null;
    /** The median of the 95th percentiles of its ten-second stretches: how it is for most of it. */
    readonly p95Ms: number | null;
    readonly frontEndRestarts: number;
}

/** The stretch of a course from so many seconds after the first user on. */
export function stretchFrom(course: Course, from: number): Stretch {
    const first = course.findLast(({ seconds }) => seconds <= from) ?? nothingYet;
    const last = course.at(-1) ?? nothingYet;
    const ratio = (part: number, whole: number): number | null =>
        whole === 0 ? null : part / whole;
    const requests = last.requests - first.requests;
    return {
        requests,
        requestFailureRatio: ratio(last.failures - first.failures, requests),
        orderFailureRatio: ratio(
            last.failedOrders - first.failedOrders,
            last.orders - first.orders,
        ),
        unshippedOrders: last.unshippedOrders,
        p95Ms: typicalP95(intervals(course, from)),
        frontEndRestarts: last.restarts - first.restarts,
    };
}

const nothingYet: CoursePoint = {
    seconds: 0,
    requests: 0,
    failures: 0,
    orders: 0,
    failedOrders: 0,
    unshippedOrders: null,
    restarts: 0,
    percentiles: null,
};

interface Interval {
    /** End of it, since the first user. */
    readonly until: number;
    readonly requests: number;
    readonly failures: number;
    readonly percentiles: readonly number[] | null;
}

function intervals(course: Course, from: number): readonly Interval[] {
    return course.flatMap((point, index) => {
        const before = course[index - 1] ?? nothingYet;
        return point.seconds <= from
            ? []
            : [
                  {
                      until: point.seconds,
                      requests: point.requests - before.requests,
                      failures: point.failures - before.failures,
                      percentiles: point.percentiles,
                  },
              ];
    });
}

/** Where the 95th percentile stands among Locust's eleven, after 50, 66, 75, 80 and 90 %. */
const p95Index = 5;

/**
 * The 95th percentile as it was for most of the time. Over all requests at once it would tell of
 * the rollout alone: pods are replaced one by one, and the half a minute that this takes is more
 * than a twentieth of what is left of the load.
 */
function typicalP95(all: readonly Interval[]): number | null {
    const values = all.flatMap(({ requests, percentiles }) =>
        requests > 0 ? (percentiles?.[p95Index] ?? []) : [],
    );
    return values.length === 0 ? null : median(values);
}

/** Users are served well where fewer than one request in twenty fails or takes over a second. */
export const fewFailures = 0.05;
const slowMs = 1_000;

/** How long it has to stay so, at least, before it counts. Seconds. */
const lastingSeconds = 20;

/**
 * Seconds from a moment until users were served well for the rest of the load; null when they were
 * not, or the load ended too soon after to tell.
 */
export function servedWellAfter(course: Course, from: number): number | null {
    const end = course.at(-1)?.seconds ?? 0;
    const bad = intervals(course, from).findLast(
        ({ requests, failures, percentiles }) =>
            requests === 0 ||
            failures / requests >= fewFailures ||
            (percentiles?.[p95Index] ?? 0) >= slowMs,
    );
    const since = bad?.until ?? from;
    return end - since < lastingSeconds ? null : since - from;
}
