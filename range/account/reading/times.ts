/** Times as requests give them. */
import { secondsOf } from "../../../datadog/query/windows";
import type { RangeClock } from "../../clock";
import { refusal } from "../http/exchange";

export type Time = string | number | null | undefined;

/**
 * Seconds since the epoch of `now`, `now-15m`, an ISO date, or a number of seconds or milliseconds;
 * the default for what is not given.
 */
export function timeIn(given: Time, now: number, otherwise: number): number {
    if (given === undefined || given === null || given === "") {
        return otherwise;
    }
    const text = String(given).trim();
    const [isRelative, sign, amount = ""] = /^now(?:([+-])(.+))?$/.exec(text) ?? [];
    const shift = sign === undefined ? 0 : secondsOf(amount);
    if (isRelative !== undefined && shift !== undefined) {
        return sign === "-" ? now - shift : now + shift;
    }
    const time = /^\d+(\.\d+)?$/.test(text) ? inSeconds(Number(text)) : Date.parse(text) / 1000;
    if (Number.isNaN(time)) {
        throw refusal(400, `Invalid time: ${text}`);
    }
    return time;
}

/** Numbers as large as this are milliseconds: as seconds they would be the year 5138. */
const firstMilliseconds = 1e11;

function inSeconds(time: number): number {
    return time >= firstMilliseconds ? time / 1000 : time;
}

/** Of a time of the world: as points have theirs, in whole milliseconds since the epoch. */
export const milliseconds = (clock: RangeClock, time: number): number =>
    Math.round(clock.toWall(time) * 1000);

/** As clients have it. */
export const isoTime = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** `5m`, `1h`, or milliseconds as a number, in seconds. */
export function intervalIn(given: string | number): number | undefined {
    return typeof given === "number" ? given / 1000 : secondsOf(given);
}
