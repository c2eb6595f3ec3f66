/** States by shape, word and colour: any two of them are enough. */
import type { MonitorState, PodCondition } from "../messages";
import { h } from "./dom";

export type Tone = "good" | "busy" | "warn" | "bad" | "none";

export const podSigns: Readonly<Record<PodCondition, readonly [sign: string, tone: Tone]>> = {
    ready: ["●", "good"],
    starting: ["◐", "busy"],
    ending: ["○", "none"],
    unready: ["▲", "warn"],
    waiting: ["■", "bad"],
    failed: ["✕", "bad"],
};

export const monitorSigns: Readonly<Record<MonitorState, readonly [sign: string, tone: Tone]>> = {
    Alert: ["✕", "bad"],
    Warn: ["▲", "warn"],
    "No Data": ["○", "none"],
    OK: ["●", "good"],
};

/** The states in the order in which one looks at them. */
export const worstFirst: readonly MonitorState[] = ["Alert", "Warn", "No Data", "OK"];

/** A sign beside words that say the same. */
export function signOf([sign, tone]: readonly [string, Tone]): HTMLElement {
    return h("span", { class: `sign ${tone}`, "aria-hidden": "true" }, sign);
}
