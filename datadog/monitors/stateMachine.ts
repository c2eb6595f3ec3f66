import type { Comparator } from "../query/ast";
import type { EvaluationOptions } from "./definition";
import { compares, hasRecovered } from "./evaluate/compare";
import type { Evaluation } from "./evaluate/evaluator";
import type { MonitorState } from "./states";

/** What turns evaluations into states. */
export interface StateRules {
    readonly comparator: Comparator;
    /** The threshold of the query. */
    readonly threshold: number;
    readonly options: EvaluationOptions;
    readonly isCount: boolean;
    /** Length of the evaluation window. */
    readonly windowSeconds: number;
}

/**
 * State of one group. Evaluations know nothing of each other; a monitor remembers, because recovery
 * has conditions of its own and an evaluation without data may leave the state as it is.
 */
export class GroupState {
    private current: MonitorState = "No Data";
    private lastData = -Infinity;

    constructor(private readonly rules: StateRules) {}

    get state(): MonitorState {
        return this.current;
    }

    take(evaluation: Evaluation, time: number): MonitorState {
        if (evaluation === "no data") {
            this.current = this.withoutData(time);
        } else if (evaluation !== "skipped") {
            this.lastData = time;
            this.current = this.judged(evaluation);
        }
        return this.current;
    }

    private judged(value: number): MonitorState {
        const { comparator, threshold, options } = this.rules;
        const { warning, criticalRecovery, warningRecovery } = options;
        const critical = options.critical ?? threshold;
        const holds = (recovery: number | undefined): boolean =>
            recovery !== undefined && !hasRecovered(value, comparator, recovery);
        const wasAlert = this.current === "Alert";
        if (compares(value, comparator, critical) || (wasAlert && holds(criticalRecovery))) {
            return "Alert";
        }
        if (warning === undefined) {
            return "OK";
        }
        const wasWarned = wasAlert || this.current === "Warn";
        return compares(value, comparator, warning) || (wasWarned && holds(warningRecovery))
            ? "Warn"
            : "OK";
    }

    private withoutData(time: number): MonitorState {
        const { options, isCount, windowSeconds } = this.rules;
        switch (options.onMissingData) {
            case "resolve":
                return "OK";
            case "show_no_data":
            case "show_and_notify_no_data":
                return "No Data";
            default:
                break;
        }
        if (isCount) {
            return this.judged(0);
        }
        // Datadog's default is twice the window.
        const patience = (options.noDataTimeframe ?? (2 * windowSeconds) / 60) * 60;
        const isLost = options.notifyNoData && time - this.lastData >= patience;
        return isLost ? "No Data" : this.current;
    }
}
