/** What users got, over any stretch of an exam, and whether it was within the shop's SLOs. */
import { tolerableFailureRatio } from "../../components/observability/catalogue/failures";
import type { RequestSecond } from "../record/record";

/** The SLOs' slice, in seconds. */
export const sliceSeconds = 60;

/** A 95th percentile below a second: at most one request in twenty took longer. */
export const tolerableSlowRatio = 0.05;

export interface Counts {
    readonly ended: number;
    readonly failed: number;
    readonly slow: number;
    readonly orders: number;
    readonly failedOrders: number;
    /** Seconds in which there were users. */
    readonly usedSeconds: number;
}

const nothing: Counts = {
    ended: 0,
    failed: 0,
    slow: 0,
    orders: 0,
    failedOrders: 0,
    usedSeconds: 0,
};
const fields = Object.keys(nothing) as (keyof Counts)[];

function added(one: Counts, other: Counts, sign: 1 | -1 = 1): Counts {
    return Object.fromEntries(
        fields.map((field) => [field, one[field] + sign * other[field]]),
    ) as unknown as Counts;
}

export class Traffic {
    private readonly seconds = new Map<number, Counts>();
    /** Of all before a second, from the first one on. */
    private readonly sums: Counts[] = [nothing];
    private readonly first: number;

    /**
     * @param until the end of the load, or of the exam
     * @param orders tasks that place orders
     */
    constructor(
        requests: readonly RequestSecond[],
        readonly until: number,
        orders: ReadonlySet<string>,
    ) {
        this.first = Math.min(0, ...requests.map(({ at }) => at));
        requests.forEach((second) => this.seconds.set(second.at, countsOf(second, orders)));
        for (let at = this.first; at < until; at++) {
            this.sums.push(added(this.sums.at(-1) ?? nothing, this.seconds.get(at) ?? nothing));
        }
    }

    /** From one second up to, and without, another one. */
    between(from: number, to: number): Counts {
        return added(this.before(to), this.before(from), -1);
    }

    /** Where users were harmed for the first time, and noticeably; undefined: nowhere. */
    get firstHarm(): number | undefined {
        const slice = this.starts().find((from) => this.isBad(from));
        return slice === undefined ? undefined : this.firstHarmIn(slice);
    }

    /** From when on all slices are good, up to the end; undefined: they never are. */
    get wellSince(): number | undefined {
        return this.since((from) => !this.isBad(from));
    }

    /** From when on at most that share of requests fails in every slice, up to the end. */
    failedAtMostSince(share: number): number | undefined {
        return this.since((from) => {
            const { ended, failed, usedSeconds } = this.between(from, from + sliceSeconds);
            return usedSeconds === 0 || (ended > 0 && failed <= ended * share);
        });
    }

    private since(isGood: (from: number) => boolean): number | undefined {
        const last = this.starts().findLast((from) => !isGood(from));
        const since = last === undefined ? 0 : last + 1;
        return since + sliceSeconds > this.until ? undefined : since;
    }

    private starts(): readonly number[] {
        const count = Math.max(0, Math.floor(this.until) - sliceSeconds + 1);
        return Array.from({ length: count }, (_, index) => index);
    }

    private isBad(from: number): boolean {
        const { ended, failed, slow, orders, failedOrders, usedSeconds } = this.between(
            from,
            from + sliceSeconds,
        );
        // A minute without users has nothing to tell; one without an answer has.
        if (usedSeconds === 0) {
            return false;
        }
        return (
            ended === 0 ||
            failed / ended > tolerableFailureRatio ||
            slow / ended > tolerableSlowRatio ||
            failedOrders > orders * tolerableFailureRatio
        );
    }

    private firstHarmIn(slice: number): number {
        for (let at = slice; at < slice + sliceSeconds; at++) {
            const { failed, slow } = this.seconds.get(at) ?? nothing;
            if (failed > 0 || slow > 0) {
                return at;
            }
        }
        return slice;
    }

    private before(second: number): Counts {
        const index = Math.min(Math.max(0, Math.floor(second) - this.first), this.sums.length - 1);
        return this.sums[index] ?? nothing;
    }
}

function countsOf({ users, tasks }: RequestSecond, orders: ReadonlySet<string>): Counts {
    const rows = Object.entries(tasks);
    const sum = (count: (row: (typeof rows)[number]) => number): number =>
        rows.reduce((total, row) => total + count(row), 0);
    return {
        ended: sum(([, { ended }]) => ended),
        failed: sum(([, { failed }]) => failed),
        slow: sum(([, { slow }]) => slow),
        orders: sum(([name, { ended }]) => (orders.has(name) ? ended : 0)),
        failedOrders: sum(([name, { failed }]) => (orders.has(name) ? failed : 0)),
        usedSeconds: users > 0 ? 1 : 0,
    };
}
