/** Numbers and times as people read them. */

const none = "–";

/** 3 significant digits, and thousands as k, millions as M … */
export function short(value: number): string {
    const size = Math.abs(value);
    for (const [factor, letter] of [
        [1e9, "G"],
        [1e6, "M"],
        [1e3, "k"],
    ] as const) {
        if (size >= factor) {
            return `${digits(value / factor)}${letter}`;
        }
    }
    return digits(value);
}

function digits(value: number): string {
    const size = Math.abs(value);
    if (value === 0) {
        return "0";
    }
    if (size < 0.001) {
        return value.toExponential(1);
    }
    return String(Number(value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3)));
}

const binary = [
    [1024 ** 3, "GiB"],
    [1024 ** 2, "MiB"],
    [1024, "KiB"],
] as const;

/** A value in a unit of Datadog's. */
export function withUnit(value: number | null | undefined, unit: string | undefined): string {
    if (value === null || value === undefined || Number.isNaN(value)) {
        return none;
    }
    switch (unit) {
        case "byte":
        case "bytes": {
            const [factor, name] = binary.find(([least]) => Math.abs(value) >= least) ?? [1, "B"];
            return `${short(value / factor)} ${name}`;
        }
        case "nanocore":
        case "nanocores":
            return `${short(value / 1e6)} mCPU`;
        case "core":
        case "cores":
            return `${short(value * 1000)} mCPU`;
        case "second":
        case "seconds":
            return duration(value);
        case "millisecond":
        case "milliseconds":
            return duration(value / 1000);
        case "nanosecond":
        case "nanoseconds":
            return duration(value / 1e9);
        case "percent":
            return `${short(value)} %`;
        case "fraction":
            return `${short(value * 100)} %`;
        default:
            return short(value);
    }
}

/** A time in its most fitting unit, like `850 ms` or `2.4 s`. */
export function duration(seconds: number): string {
    const size = Math.abs(seconds);
    if (size === 0) {
        return "0 s";
    }
    if (size < 0.001) {
        return `${short(seconds * 1e6)} µs`;
    }
    if (size < 1) {
        return `${short(seconds * 1000)} ms`;
    }
    return size < 120 ? `${short(seconds)} s` : span(seconds);
}

/** A longer time, like `4 min` or `2 h 5 min`. */
export function span(seconds: number): string {
    const whole = Math.max(0, Math.round(seconds));
    if (whole < 60) {
        return `${whole} s`;
    }
    const minutes = Math.floor(whole / 60);
    if (minutes < 60) {
        return `${minutes} min`;
    }
    const hours = Math.floor(minutes / 60);
    return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d`;
}

const two = (number: number): string => String(number).padStart(2, "0");

/** Of the reader's day: `14:03:27`. */
export function clockTime(seconds: number): string {
    const date = new Date(seconds * 1000);
    return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
}

export function clockMinute(seconds: number): string {
    return clockTime(seconds).slice(0, 5);
}
