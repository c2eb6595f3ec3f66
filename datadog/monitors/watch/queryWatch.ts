import type { CompositeQuery, MonitorQuery } from "../../query/ast";
import type { RunRecord } from "../../../evidence/evidence";
import type { EvaluationOptions, MonitorDefinition } from "../definition";
import type { Evaluation, Evaluator } from "../evaluate/evaluator";
import { type GroupMemory, GroupState, type StateRules } from "../stateMachine";
import { newGroupDelay, retentionSeconds } from "./groupRules";
import { LoggedWatch } from "./watch";

/** A monitor with a query of its own: metric, logs, events or SLO. */
export class QueryWatch extends LoggedWatch {
    override readonly begins: number;
    /** What the last evaluation found for each group. */
    readonly found = new Map<string, Evaluation>();
    private readonly groups = new Map<string, GroupState>();
    private readonly rules: StateRules;

    constructor(
        private readonly definition: MonitorDefinition,
        query: Exclude<MonitorQuery, CompositeQuery>,
        private evaluator: Evaluator,
        private readonly run: Pick<RunRecord, "from" | "loadStart">,
        isKept = true,
        private readonly before: ReadonlyMap<string, GroupMemory> = new Map(),
    ) {
        super(isKept);
        this.rules = {
            comparator: query.comparator,
            threshold: query.threshold,
            options: completed(definition.options, query.kind, evaluator.isCount),
            isCount: evaluator.isCount,
            windowSeconds: evaluator.windowSeconds,
        };
        // With a whole window of history, unless the load comes before: what lies before the
        // evidence was not empty, it is only not known.
        const whole = run.from + evaluator.reachSeconds + definition.options.evaluationDelay;
        this.begins = Math.min(whole, Math.max(run.loadStart, run.from));
    }

    /** What it would need to go on later. */
    get memory(): ReadonlyMap<string, GroupMemory> {
        return new Map([...this.groups].map(([group, { memory }]) => [group, memory]));
    }

    /** Where evidence keeps coming in, the query is made ready anew; states are remembered. */
    renew(evaluator: Evaluator): void {
        this.evaluator = evaluator;
    }

    override evaluate(time: number): void {
        this.log.begin();
        if (time < this.begins) {
            return;
        }
        const end = time - this.definition.options.evaluationDelay;
        for (const [group, evaluation] of this.evaluator.at(end)) {
            if (this.isTooNew(group, end)) {
                continue;
            }
            const state =
                this.groups.get(group) ?? new GroupState(this.rules, this.before.get(group));
            this.groups.set(group, state);
            state.take(evaluation, time);
            this.found.set(group, evaluation);
            if (this.isGone(state, time)) {
                state.forget();
                this.found.delete(group);
                this.log.drop(group);
            } else {
                this.log.put(group, state.state, state.isPage);
            }
        }
    }

    /** Groups that are there when the evidence begins are old ones. */
    private isTooNew(group: string, end: number): boolean {
        const { by } = this.evaluator;
        const seen = this.evaluator.firstSeen(group);
        const isNew = by.length > 0 && seen >= this.run.from + 60;
        return isNew && end - seen < newGroupDelay(this.definition.options, by);
    }

    private isGone(state: GroupState, time: number): boolean {
        const { by } = this.evaluator;
        const kept = retentionSeconds(this.definition.options, by);
        return by.length > 0 && state.missingFor(time) >= kept;
    }
}

/** Monitors that count logs or events take none for 0 unless told otherwise; metrics have to be told. */
function completed(
    options: EvaluationOptions,
    kind: MonitorQuery["kind"],
    isCount: boolean,
): EvaluationOptions {
    const isCountOfRecords = isCount && (kind === "logs" || kind === "events");
    return isCountOfRecords
        ? { ...options, onMissingData: options.onMissingData ?? "default" }
        : options;
}
