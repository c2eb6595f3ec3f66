/*
 * Response times as Locust 2.32 keeps them: rounded to two figures from 100 ms on (one figure more
 * below), which is what its medians and percentiles are made of. Source: locust/stats.py,
 * _log_response_time, calculate_response_time_percentile and median_from_dict.
 */

/** Slots: 0 to 99 ms each, then tens below 1 s, hundreds below 10 s, thousands to 1,000 s. */
const tens = 100;
const hundreds = tens + 91;
const thousands = hundreds + 91;
const slots = thousands + 991;

function slotOf(milliseconds: number): number {
    if (milliseconds < 100) {
        // From 99.5 on the rounded value is 100, the first of the tens.
        return Math.min(Math.round(milliseconds), tens);
    }
    if (milliseconds < 1_000) {
        return tens + Math.round(milliseconds / 10) - 10;
    }
    if (milliseconds < 10_000) {
        return hundreds + Math.round(milliseconds / 100) - 10;
    }
    return Math.min(thousands + Math.round(milliseconds / 1_000) - 10, slots - 1);
}

function millisecondsOf(slot: number): number {
    if (slot < tens) {
        return slot;
    }
    if (slot < hundreds) {
        return (slot - tens + 10) * 10;
    }
    return slot < thousands ? (slot - hundreds + 10) * 100 : (slot - thousands + 10) * 1_000;
}

/** What the statistics stood at, to tell what has come since. */
export interface ResponseTimesMark {
    readonly counts: Uint32Array;
    readonly total: number;
}

export class ResponseTimes {
    private readonly counts = new Uint32Array(slots);
    private total = 0;
    private highest = 0;

    add(milliseconds: number): void {
        const slot = slotOf(milliseconds);
        if (slot > this.highest) {
            this.highest = slot;
        }
        this.counts[slot] = (this.counts[slot] ?? 0) + 1;
        this.total++;
    }

    mark(): ResponseTimesMark {
        return { counts: this.counts.slice(), total: this.total };
    }

    /** The percentiles for these shares, as Locust counts them; of what came since a mark. */
    percentiles(shares: readonly number[], since?: ResponseTimesMark): readonly number[] {
        const total = this.total - (since?.total ?? 0);
        const found = shares.map(() => 0);
        let seen = 0;
        let missing = shares.length;
        for (let slot = this.highest; slot >= 0 && missing > 0; slot--) {
            const count = (this.counts[slot] ?? 0) - (since?.counts[slot] ?? 0);
            if (count === 0) {
                continue;
            }
            seen += count;
            // Shares ascend, so the highest percentiles are found first.
            while (missing > 0 && total - seen <= Math.floor(total * (shares[missing - 1] ?? 0))) {
                missing--;
                found[missing] = millisecondsOf(slot);
            }
        }
        return found;
    }

    median(): number {
        let position = (this.total - 1) / 2;
        for (let slot = 0; slot <= this.highest; slot++) {
            const count = this.counts[slot] ?? 0;
            if (position < count) {
                return millisecondsOf(slot);
            }
            position -= count;
        }
        return 0;
    }
}
