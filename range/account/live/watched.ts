/** A monitor under evaluation, and how it is made ready for it. */
import type { CompositeQuery } from "../../../datadog/query/ast";
import { compositeParts } from "../../../datadog/query/walk";
import { evaluatorOf, parseMonitor } from "../../../datadog/monitors/compile";
import {
    type MonitorDefinition,
    MonitorError,
    type MonitorSet,
} from "../../../datadog/monitors/definition";
import type { EvidenceIndex } from "../../../datadog/monitors/data/evidenceIndex";
import type { SearchRecords } from "../../../datadog/monitors/data/records";
import { CompositeWatch } from "../../../datadog/monitors/watch/compositeWatch";
import { QueryWatch } from "../../../datadog/monitors/watch/queryWatch";
import type { Watch } from "../../../datadog/monitors/watch/watch";
import type { GroupStates } from "./groupStates";
import { type KeptMonitor, memoryIn } from "./keptStates";
import { messageOf } from "../../../tools/messageOf";

export interface Watched {
    /** What a state depends on: with another query or other options it begins anew. */
    readonly key: string;
    readonly definition: MonitorDefinition | undefined;
    readonly groups: GroupStates;
    watch: Watch | undefined;
    /** How it stood when the range was left, until it is evaluated again. */
    before: KeptMonitor | undefined;
    /** Why it is not evaluated. */
    refused: string | undefined;
}

/** What queries read. */
export interface Sources {
    readonly index: EvidenceIndex;
    readonly records: () => SearchRecords;
}

export function prepare(one: Watched, set: MonitorSet, { index, records }: Sources): void {
    const { definition } = one;
    if (definition === undefined) {
        return;
    }
    try {
        const parsed = parseMonitor(definition);
        const { query } = parsed;
        const evaluator = evaluatorOf(parsed, set, index, records);
        if (evaluator === undefined || query.kind === "composite") {
            return;
        }
        one.refused = undefined;
        if (one.watch instanceof QueryWatch) {
            one.watch.renew(evaluator);
        } else {
            const { from } = index.evidence.run;
            const run = { from, loadStart: from };
            const memory = one.before && memoryIn(one.before);
            one.watch = new QueryWatch(definition, query, evaluator, run, false, memory);
            one.before = undefined;
        }
    } catch (error) {
        one.refused = messageOf(error);
    }
}

/** @param watchOf the watch of a monitor that it may look at */
export function prepareComposite(one: Watched, watchOf: (id: string) => Watch | undefined): void {
    const { definition } = one;
    if (definition === undefined) {
        return;
    }
    try {
        const { query } = parseMonitor(definition) as { query: CompositeQuery };
        const parts = partsOf(query, definition, watchOf);
        const isSame =
            one.watch instanceof CompositeWatch &&
            [...parts].every(([id, watch]) => (one.watch as CompositeWatch).isOf(id, watch));
        one.refused = undefined;
        if (!isSame) {
            const said = new Map(one.before?.states.map(({ name, status }) => [name, status]));
            one.watch = new CompositeWatch(definition, query, parts, false, said);
            one.before = undefined;
        }
    } catch (error) {
        one.refused = messageOf(error);
    }
}

function partsOf(
    query: CompositeQuery,
    definition: MonitorDefinition,
    watchOf: (id: string) => Watch | undefined,
): Map<string, Watch> {
    const ids = new Set(compositeParts(query.expression).map(({ id }) => id));
    return new Map(
        [...ids].map((id) => {
            const watch = watchOf(id);
            if (watch === undefined) {
                throw new MonitorError(definition, `monitor ${id} is not evaluated`);
            }
            return [id, watch];
        }),
    );
}

/** One that fails does not take the others along. */
export function evaluateOne(one: Watched, time: number): void {
    try {
        one.watch?.evaluate(time);
    } catch (error) {
        one.refused = messageOf(error);
    }
}
