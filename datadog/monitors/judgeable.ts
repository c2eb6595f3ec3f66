import type { RunRecord } from "../../evidence/evidence";
import { windowText } from "../query/windows";
import type { Evaluator } from "./evaluate/evaluator";

/*
 * What a monitor would have said is known only where the evidence has what it looks at. A window
 * that begins before the evidence would be judged by its end alone, and a comparison with a time
 * before it by nothing at all: either may look like a shop that nothing ails.
 */

/**
 * Why the evidence does not tell what a monitor would have said of the load; undefined when it does.
 * Without a load it is enough that the evidence is as long as the monitor looks back.
 */
export function beginsTooLate(
    { historySeconds }: Pick<Evaluator, "historySeconds">,
    { from, until, loadStart, loadEnd }: RunRecord,
): string | undefined {
    const hasLoad = loadEnd > loadStart;
    const there = Math.max(0, (hasLoad ? loadStart : until) - from);
    return historySeconds <= there
        ? undefined
        : `cannot be judged: the evidence begins too late (the monitor looks back ` +
              `${windowText(historySeconds)}, and there are ${Math.floor(there)} s ` +
              `${hasLoad ? "before the load" : "of evidence"})`;
}

/** Why a composite of these parts cannot be judged: one of them cannot. */
export function partUnjudged(
    parts: ReadonlyMap<string, unknown>,
    unjudged: ReadonlyMap<string, string>,
): string | undefined {
    const part = [...parts.keys()].find((id) => unjudged.has(id));
    return part === undefined
        ? undefined
        : `cannot be judged because of its part ${part}, which ${unjudged.get(part) ?? ""}`;
}
