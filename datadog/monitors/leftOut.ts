import { compositeParts } from "../query/walk";
import { evaluatorOf, parseMonitor, refuseSameId } from "./compile";
import {
    type LeftOut,
    type MonitorDefinition,
    MonitorError,
    type MonitorSet,
    type ParsedMonitor,
} from "./definition";
import type { PreparedEvidence } from "./history";
import { partProblem } from "./partProblem";
import { productReason } from "./products";

/** A set without what cannot be evaluated, and what that is. */
export interface SortedOut {
    readonly set: MonitorSet;
    /** In the order of the set; what could not be read comes last. */
    readonly leftOut: readonly LeftOut[];
}

/** Whole accounts have monitors of all kinds: one that is not understood must not hide the others. */
export function sortOut(set: MonitorSet, { index, records }: PreparedEvidence): SortedOut {
    refuseSameId(set.monitors);
    const reasons = new Map<string, string>();
    const parsed = set.monitors.flatMap((definition) => {
        try {
            const monitor = readable(definition);
            evaluatorOf(monitor, set, index, records);
            return [monitor];
        } catch (error) {
            if (!(error instanceof MonitorError)) {
                throw error;
            }
            reasons.set(definition.id, error.reason);
            return [];
        }
    });
    const isComposite = new Set(
        parsed
            .filter(({ query }) => query.kind === "composite")
            .map(({ definition }) => definition.id),
    );
    for (const monitor of parsed) {
        const reason = partsReason(monitor, set, reasons, isComposite);
        if (reason !== undefined) {
            reasons.set(monitor.definition.id, reason);
        }
    }
    return {
        set: { ...set, monitors: set.monitors.filter(({ id }) => !reasons.has(id)) },
        leftOut: [
            ...set.monitors.flatMap(({ id, name }) => {
                const reason = reasons.get(id);
                return reason === undefined ? [] : [{ monitor: id, title: name, reason }];
            }),
            ...(set.unread ?? []),
        ],
    };
}

function readable(definition: MonitorDefinition): ParsedMonitor {
    const reason = productReason(definition.type);
    if (reason !== undefined) {
        throw new MonitorError(definition, reason);
    }
    return parseMonitor(definition);
}

/** Why a composite cannot be evaluated: one of its parts is not. */
function partsReason(
    { query }: ParsedMonitor,
    { monitors }: MonitorSet,
    reasons: ReadonlyMap<string, string>,
    composites: ReadonlySet<string>,
): string | undefined {
    const parts = query.kind === "composite" ? compositeParts(query.expression) : [];
    const found = parts.flatMap(({ id }) => {
        const isGiven = monitors.some((one) => one.id === id);
        const problem = partProblem(id, { isGiven, isComposite: composites.has(id) });
        const isLeftOut = problem === undefined && reasons.has(id);
        return isLeftOut ? [`it depends on ${id}, which is left out`] : (problem ?? []);
    });
    return found[0];
}
