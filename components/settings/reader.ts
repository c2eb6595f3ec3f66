import leven from "leven";

import { parseDuration } from "./duration";
import { declaredKeys, defaultValues } from "./declaration";
import type { SettingProblem, WayOut } from "./problem";

/**
 * Reads keys one by one. A bad value is noted as a problem and the default is used in its place,
 * so that one run reports all problems and a recovery can go on without the bad values.
 */
export class Reader {
    readonly problems: SettingProblem[] = [];

    constructor(private readonly values: Readonly<Record<string, string>>) {
        for (const key of Object.keys(values)) {
            if (!Object.hasOwn(declaredKeys, key)) {
                this.reject(key, `no such key. ${suggestion(key, Object.keys(declaredKeys))}`);
            }
        }
    }

    /** The value as text, the default when the key is not set. */
    text(key: string): string {
        return this.values[key] ?? defaultOf(key);
    }

    isDefault(key: string): boolean {
        return this.text(key) === defaultOf(key);
    }

    choice<T extends string>(key: string, allowed: readonly T[]): T {
        const value = this.text(key);
        const found = allowed.find((name) => name === value);
        if (found !== undefined) {
            return found;
        }
        this.reject(key, `allowed: ${allowed.join(", ")}. ${suggestion(value, allowed)}`);
        return defaultOf(key) as T;
    }

    /** A whole number between the bounds, both included. */
    integer(key: string, min: number, max: number): number {
        return this.optionalInteger(key, min, max) ?? Number(defaultOf(key));
    }

    /** A whole number between the bounds, both included; undefined when the key is empty. */
    optionalInteger(key: string, min: number, max: number): number | undefined {
        const text = this.text(key).trim();
        if (text === "") {
            return undefined;
        }
        const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
        if (value >= min && value <= max) {
            return value;
        }
        this.reject(key, `must be a whole number from ${min} to ${max}.`);
        return undefined;
    }

    boolean(key: string): boolean {
        return this.choice(key, ["true", "false"]) === "true";
    }

    /** Seconds between the bounds; undefined when the key is empty, as only its default may allow. */
    duration(key: string, min: string, max: string): number | undefined {
        const text = this.text(key).trim();
        if (text === "" && defaultOf(key) === "") {
            return undefined;
        }
        const seconds = parseDuration(text);
        const [least, most] = [parseDuration(min) ?? 0, parseDuration(max) ?? 0];
        if (seconds !== undefined && seconds >= least && seconds <= most) {
            return seconds;
        }
        this.reject(key, `must be a duration from ${min} to ${max}, like 8m, 90s or 1h.`);
        return parseDuration(defaultOf(key));
    }

    matching(key: string, pattern: RegExp, meaning: string): string {
        const value = this.text(key);
        if (pattern.test(value)) {
            return value;
        }
        this.reject(key, `must be ${meaning}.`);
        return defaultOf(key);
    }

    /** JSON of a list or an object key, checked by `accept`. */
    json<T>(key: string, accept: (value: unknown) => T | string): T {
        const checked = parsed(this.text(key), accept);
        if (typeof checked !== "string") {
            return checked;
        }
        this.reject(key, checked);
        return parsed(defaultOf(key), accept) as T;
    }

    reject(key: string, why: string, ...waysOut: readonly WayOut[]): void {
        this.problems.push({ key, value: this.values[key], why: why.trim(), waysOut });
    }
}

function parsed<T>(text: string, accept: (value: unknown) => T | string): T | string {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch {
        return "is not valid JSON.";
    }
    return accept(value);
}

function defaultOf(key: string): string {
    const value = defaultValues[key];
    if (value === undefined) {
        throw new Error(`${key} is read but not declared in Pulumi.yaml`);
    }
    return value;
}

/** `Did you mean …?` for a name that is nearly right, else nothing. */
export function suggestion(name: string, allowed: readonly string[]): string {
    const near = allowed.find((candidate) => leven(name, candidate) <= 2);
    return near === undefined || name === "" ? "" : `Did you mean ${near}?`;
}
