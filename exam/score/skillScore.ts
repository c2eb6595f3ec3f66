/** What a skill is worth, and why. */
import type { Skill } from "../answers/schema";

export interface SkillScore {
    readonly skill: Skill;
    /** 0 to 100; null: this task does not ask for it. */
    readonly points: number | null;
    /** What gave points and what took them, in the order in which it was looked at. */
    readonly reasons: readonly string[];
    /** Lines of the record that bear it out. */
    readonly evidence: readonly string[];
    /** From the first harm until it was done, in seconds of the world; null: it was not. */
    readonly seconds: number | null;
}

export function notAsked(skill: Skill, reason: string): SkillScore {
    return { skill, points: null, reasons: [reason], evidence: [], seconds: null };
}

export function failed(skill: Skill, reason: string, evidence: readonly string[] = []): SkillScore {
    return { skill, points: 0, reasons: [reason], evidence, seconds: null };
}

/** Coarse, so that a few seconds, in which no two exams of a seed are alike, seldom matter. */
const steps = 5;

/** Full until `full` seconds, half from `half` seconds on, and falling by even steps in between. */
export function promptness(seconds: number, full: number, half: number): number {
    const late = Math.min(1, Math.max(0, (seconds - full) / (half - full)));
    return 1 - Math.floor(late * steps) / steps / 2;
}

/** Common elements over all elements; 1 where both are empty. */
export function likeness<T>(named: readonly T[], real: readonly T[]): number {
    const all = new Set([...named, ...real]);
    const both = [...new Set(named)].filter((one) => real.includes(one));
    return all.size === 0 ? 1 : both.length / all.size;
}

export const seconds = (value: number): string => `${Math.round(value)} s`;
export const percent = (share: number): string => `${Math.round(share * 100)} %`;
