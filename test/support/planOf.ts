import type { Plan } from "../../plan/plan";
import { renderPlan } from "../../plan/render";
import { oncePerRun } from "./perRun";

/** The plan of the real program under these settings, to be read only: all tests share it. */
export function planOf(settings: Readonly<Record<string, string>> = {}): Promise<Plan> {
    const key = JSON.stringify(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));
    return oncePerRun(`plan ${key}`, () => renderPlan(settings)).then(frozen);
}

/** A test that changed what others read would be found by the one that does it. */
function frozen<T>(value: T): T {
    if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
        Object.freeze(value);
        Object.values(value).forEach(frozen);
    }
    return value;
}
