/** Times as requests give them. */
import { refusal } from "../http/exchange";

export type Time = string | number | null | undefined;

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/**
 * Seconds since the epoch of `now`, `now-15m`, an ISO date, or a number of seconds or milliseconds;
 * the default for what is not given.
 */
export function timeIn(given: Time, now: number, otherwise: number): number {
    if (given === undefined || given === null || given === "") {
        return otherwise;
    }
    const text = String(given).trim();
    const [, sign, amount, unit = ""] = /^now(?:([+-])(\d+)([smhdw]))?$/.exec(text) ?? [];
    if (text.startsWith("now") && (text === "now" || amount !== undefined)) {
        const shift = Number(amount ?? 0) * (units[unit] ?? 0);
        return sign === "-" ? now - shift : now + shift;
    }
    const time = /^\d+(\.\d+)?$/.test(text) ? secondsOf(Number(text)) : Date.parse(text) / 1000;
    if (Number.isNaN(time)) {
        throw refusal(400, `Invalid time: ${text}`);
    }
    return time;
}

/** Numbers as large as this are milliseconds: as seconds they would be the year 5138. */
const firstMilliseconds = 1e11;

function secondsOf(time: number): number {
    return time >= firstMilliseconds ? time / 1000 : time;
}

export const isoTime = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** `5m`, `1h`, or milliseconds as a number, in seconds. */
export function intervalIn(given: string | number): number | undefined {
    if (typeof given === "number") {
        return given / 1000;
    }
    const [, amount, unit = ""] = /^(\d+)([smhdw])$/.exec(given) ?? [];
    return amount === undefined ? undefined : Number(amount) * (units[unit] ?? 1);
}
