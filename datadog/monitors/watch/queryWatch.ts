import type { CompositeQuery, MonitorQuery } from "../../query/ast";
import type { RunRecord } from "../../../evidence/evidence";
import type { MonitorDefinition } from "../definition";
import type { Evaluator } from "../evaluate/evaluator";
import { GroupState, type StateRules } from "../stateMachine";
import { StateLog, type Watch } from "./watch";

/** Seconds that a new group is left alone when a monitor with groups does not say. */
const defaultNewGroupDelay = 60;

/** A monitor with a query of its own: metric, logs, events or SLO. */
export class QueryWatch implements Watch {
    private readonly log = new StateLog();
    private readonly groups = new Map<string, GroupState>();
    private readonly rules: StateRules;
    private readonly begins: number;

    constructor(
        private readonly definition: MonitorDefinition,
        query: Exclude<MonitorQuery, CompositeQuery>,
        private readonly evaluator: Evaluator,
        private readonly run: RunRecord,
    ) {
        this.rules = {
            comparator: query.comparator,
            threshold: query.threshold,
            options: definition.options,
            isCount: evaluator.isCount,
            windowSeconds: evaluator.reachSeconds,
        };
        // With a whole window of history, unless the load comes before: what lies before the
        // evidence was not empty, it is only not known.
        const whole = run.from + evaluator.reachSeconds + definition.options.evaluationDelay;
        this.begins = Math.min(whole, Math.max(run.loadStart, run.from));
    }

    get states(): Watch["states"] {
        return this.log.states;
    }

    get now(): Watch["now"] {
        return this.log.now;
    }

    evaluate(time: number): void {
        this.log.begin();
        if (time < this.begins) {
            return;
        }
        const end = time - this.definition.options.evaluationDelay;
        for (const [group, evaluation] of this.evaluator.at(end)) {
            if (!this.isTooNew(group, end)) {
                const state = this.groups.get(group) ?? new GroupState(this.rules);
                this.groups.set(group, state);
                this.log.put(group, state.take(evaluation, time));
            }
        }
    }

    /** Groups that are there when the evidence begins are old ones. */
    private isTooNew(group: string, end: number): boolean {
        const delay = this.definition.options.newGroupDelay ?? defaultNewGroupDelay;
        const seen = this.evaluator.firstSeen(group);
        return this.evaluator.hasGroups && seen >= this.run.from + 60 && end - seen < delay;
    }
}
