import type { Labels } from "./policies";

/** Whether a Service has the pods with those labels; one that selects nothing has none. */
export function selects(selector: Labels | undefined, labels: Labels): boolean {
    const wanted = Object.entries(selector ?? {});
    return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}
