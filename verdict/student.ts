/*
 * Means and their intervals, for runs that are few and dear: on a real cluster three repetitions
 * take an hour, and no sign test can tell anything of three.
 */

/** A mean, and between what it lies. */
export interface Interval {
    readonly mean: number;
    /** Null of one value: nobody can tell. */
    readonly low: number | null;
    readonly high: number | null;
}

/** How sure an interval is. */
const confidence = 0.95;

/** The mean of what is taken for draws of one normal distribution, and its 95 % interval. */
export function meanInterval(values: readonly number[]): Interval {
    const { length } = values;
    const mean = meanOf(values);
    if (length < 2) {
        return { mean, low: null, high: null };
    }
    const reach = studentT(confidence, length - 1) * Math.sqrt(varianceOf(values) / length);
    return { mean, low: mean - reach, high: mean + reach };
}

/**
 * The mean by which the second group is above the first, whose runs have nothing to do with each
 * other: Welch's interval. His degrees of freedom are rounded down, which makes it wider.
 */
export function welchInterval(first: readonly number[], second: readonly number[]): Interval {
    const mean = meanOf(second) - meanOf(first);
    if (first.length < 2 || second.length < 2) {
        return { mean, low: null, high: null };
    }
    const [one, other] = [first, second].map((values) => varianceOf(values) / values.length) as [
        number,
        number,
    ];
    const both = one + other;
    const weight = one ** 2 / (first.length - 1) + other ** 2 / (second.length - 1);
    const freedom = weight === 0 ? 1 : Math.max(1, Math.floor(both ** 2 / weight));
    const reach = both === 0 ? 0 : studentT(confidence, freedom) * Math.sqrt(both);
    return { mean, low: mean - reach, high: mean + reach };
}

/** Between which two values one more draw of the same lies in 95 of 100 cases. */
export function nextInterval(values: readonly number[], share = confidence): Interval {
    const { length } = values;
    const mean = length === 0 ? 0 : meanOf(values);
    if (length < 2) {
        return { mean, low: null, high: null };
    }
    const reach = studentT(share, length - 1) * Math.sqrt(varianceOf(values) * (1 + 1 / length));
    return { mean, low: mean - reach, high: mean + reach };
}

const meanOf = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;

function varianceOf(values: readonly number[]): number {
    const mean = meanOf(values);
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return squares / (values.length - 1);
}

/** Between -t and t lies that share of Student's distribution with so many degrees of freedom. */
export function studentT(share: number, freedom: number): number {
    // By the angle whose tangent is t/√freedom: its share grows with it, from none to all.
    let [low, high] = [0, Math.PI / 2];
    for (let step = 0; step < bisections; step++) {
        const middle = (low + high) / 2;
        if (shareWithin(middle, freedom) < share) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return Math.tan(low) * Math.sqrt(freedom);
}

/** As many as halve a right angle to what a double can tell apart. */
const bisections = 60;

/** Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4. */
function shareWithin(angle: number, freedom: number): number {
    const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
    const isOdd = freedom % 2 === 1;
    let term = isOdd ? cosine : 1;
    let sum = freedom === 1 ? 0 : term;
    for (let power = isOdd ? 3 : 2; power <= freedom - 2; power += 2) {
        term *= ((power - 1) / power) * cosine ** 2;
        sum += term;
    }
    return isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}
