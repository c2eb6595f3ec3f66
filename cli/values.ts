/** Values of options, read from text; what is none of them throws what commander shows. */
import { InvalidArgumentError } from "commander";

import { parseDuration } from "../components/settings/duration";

/** Reads a whole number between two bounds, both included and the upper one not needed. */
export function wholeNumber(low: number, high = Number.MAX_SAFE_INTEGER): (text: string) => number {
    return (text) => {
        const value = Number(text);
        if (!/^\d+$/.test(text) || value < low || value > high) {
            const range = high === Number.MAX_SAFE_INTEGER ? "up" : `to ${high}`;
            throw new InvalidArgumentError(`Give a whole number from ${low} ${range}.`);
        }
        return value;
    };
}

/** Seconds of a duration like `5m`. */
export function durationSeconds(text: string): number {
    const seconds = parseDuration(text);
    if (seconds === undefined) {
        throw new InvalidArgumentError("Give a duration like 5m, 90s or 1h.");
    }
    return seconds;
}

/** Reads the seconds of a duration between two others, both included. */
export function durationWithin(least: string, most: string): (text: string) => number {
    const [low, high] = [durationSeconds(least), durationSeconds(most)];
    return (text) => {
        const seconds = parseDuration(text);
        if (seconds === undefined || seconds < low || seconds > high) {
            throw new InvalidArgumentError(`Give a time from ${least} to ${most}.`);
        }
        return seconds;
    };
}
