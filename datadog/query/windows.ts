import type { Scanner } from "./scanner";

const secondsPerUnit: Readonly<Record<string, number>> = {
    s: 1,
    m: 60,
    h: 3600,
    d: 86_400,
    w: 604_800,
};

/** Seconds of a number and a unit, such as 5m; undefined when it is not one. */
export function secondsOf(text: string): number | undefined {
    const [, digits, unit = ""] = /^(\d+)([smhdw])$/.exec(text) ?? [];
    const factor = secondsPerUnit[unit];
    return digits === undefined || factor === undefined ? undefined : Number(digits) * factor;
}

/** The seconds as Datadog writes them, in the largest unit that divides them: 300 is 5m. */
export function windowText(seconds: number): string {
    const unit = ["w", "d", "h", "m"].find((one) => seconds % (secondsPerUnit[one] ?? 1) === 0);
    return unit === undefined ? `${seconds}s` : `${seconds / (secondsPerUnit[unit] ?? 1)}${unit}`;
}

/** `last_5m`, the window of a metric monitor: from a minute to a month. */
export function lastWindow(scanner: Scanner): number {
    const at = scanner.position;
    const word = scanner.match(/\w+/) ?? "";
    const seconds = secondsOf(word.replace(/^last_/, ""));
    const other = others.find(([pattern]) => pattern.test(word));
    if (other !== undefined) {
        return scanner.fail(`${other[1]} ${word} is not supported`, "unsupported", at);
    }
    if (!/^last_\d+[mhdw]$/.test(word) || seconds === undefined) {
        return scanner.fail(`"${word}" is not a window like last_5m`, "syntax", at);
    }
    return seconds;
}

/** Windows of Datadog that are not evaluated. */
const others: readonly (readonly [RegExp, string])[] = [
    [/^current_\d+[a-z]+$/, "cumulative window"],
    [/^next_\d+[a-z]+$/, "forecast() over the window"],
    [/^last_\d+mo$/, "window"],
];

/** The two spellings of a time shift: `5m_ago` as the API documents it, `last_5m` as the UI does. */
export function timeShift(scanner: Scanner): number {
    const at = scanner.position;
    const word = scanner.match(/\w+/) ?? "";
    const seconds = secondsOf(word.replace(/^last_/, "").replace(/_ago$/, ""));
    if (/^(last_\d+mo|\d+mo_ago)$/.test(word)) {
        return scanner.fail(`time shift ${word} is not supported`, "unsupported", at);
    }
    if (!/^(last_\d+[mhdw]|\d+[mhdw]_ago)$/.test(word) || seconds === undefined) {
        return scanner.fail(`"${word}" is not a time shift like 5m_ago`, "syntax", at);
    }
    return seconds;
}

/** A quoted duration, as in `.last("5m")`. */
export function quotedWindow(scanner: Scanner, where: string): number {
    const at = scanner.position;
    const text = scanner.quoted(`the window of ${where}`);
    return secondsOf(text) ?? scanner.fail(`"${text}" is not a duration like 5m`, "syntax", at);
}
