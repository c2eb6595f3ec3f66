/** Minutes of a simulated run's load in which users were not served within the shop's SLOs. */
import { tolerableFailureRatio } from "../../components/observability/catalogue/failures";
import { median } from "../../verdict/chance";
import type { Course, CoursePoint } from "../../verdict/course";
import { sliceSeconds } from "../truth/traffic";

/** Where the 95th percentile stands among Locust's eleven. */
const p95Index = 5;
const slowMs = 1000;

/**
 * One bad minute an hour is within the budget, by the monitor of its burn rate; a second one is not.
 */
export const tolerableBadMinutes = 1;

export function badMinutes(course: Course): number {
    const minuteOf = ({ seconds }: CoursePoint): number => Math.ceil(seconds / sliceSeconds);
    // Whole ones: before the first user and after the last one nobody can be served.
    const whole = Math.floor((course.at(-1)?.seconds ?? 0) / sliceSeconds);
    const minutes = new Set(course.map(minuteOf).filter((one) => one >= 1 && one <= whole));
    let before: CoursePoint | undefined;
    let bad = 0;
    for (const minute of minutes) {
        const points = course.filter((point) => minuteOf(point) === minute);
        const last = points.at(-1);
        if (last !== undefined && isBad(before, last, points)) {
            bad += 1;
        }
        before = last;
    }
    return bad;
}

function isBad(
    before: CoursePoint | undefined,
    last: CoursePoint,
    points: readonly CoursePoint[],
): boolean {
    const grown = (count: (point: CoursePoint) => number): number =>
        count(last) - (before === undefined ? 0 : count(before));
    const requests = grown((point) => point.requests);
    const failures = grown((point) => point.failures);
    const orders = grown((point) => point.orders);
    const failedOrders = grown((point) => point.failedOrders);
    const p95 = points.flatMap(({ percentiles }) => percentiles?.[p95Index] ?? []);
    return (
        requests === 0 ||
        failures > requests * tolerableFailureRatio ||
        failedOrders > orders * tolerableFailureRatio ||
        (p95.length > 0 && median(p95) >= slowMs)
    );
}
