import type { Comparator } from "../query/ast";
import type { EvaluationOptions } from "./definition";
import { compares, hasRecovered } from "./evaluate/compare";
import type { Evaluation } from "./evaluate/evaluator";
import type { MonitorState } from "./states";

/** Between two evaluations, for windows of less than a day. */
export const evaluationSeconds = 60;

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

/** All that evaluations of a group leave behind. */
export interface GroupMemory {
    readonly state: MonitorState;
    /** The last evaluation that found something; undefined: none yet. */
    readonly lastData: number | undefined;
    /** The first evaluation that found nothing, of those since the last that found something. */
    readonly missingSince: number | undefined;
}

/**
 * State of one group. Evaluations know nothing of each other; a monitor remembers, because recovery
 * has conditions of its own and an evaluation without data may leave the state as it is.
 */
export class GroupState {
    private current: MonitorState;
    private lastData: number;
    private missingSince: number | undefined;

    /** @param before what it remembered where the evaluation was broken off */
    constructor(
        private readonly rules: StateRules,
        before: GroupMemory = { state: "No Data", lastData: undefined, missingSince: undefined },
    ) {
        this.current = before.state;
        this.lastData = before.lastData ?? -Infinity;
        this.missingSince = before.missingSince;
    }

    get memory(): GroupMemory {
        const { current: state, lastData, missingSince } = this;
        return { state, lastData: lastData > -Infinity ? lastData : undefined, missingSince };
    }

    get state(): MonitorState {
        return this.current;
    }

    /** Whether it is notified of that data are missing; of those that never came nobody is. */
    get isPage(): boolean {
        const { onMissingData, notifyNoData } = this.rules.options;
        const isAskedFor =
            onMissingData === undefined
                ? notifyNoData
                : onMissingData === "show_and_notify_no_data";
        return this.current === "No Data" && this.lastData > -Infinity && isAskedFor;
    }

    /** For how many seconds evaluations have found nothing. */
    missingFor(time: number): number {
        return this.missingSince === undefined ? 0 : time - this.missingSince;
    }

    take(evaluation: Evaluation, time: number): MonitorState {
        if (typeof evaluation === "number") {
            this.lastData = time;
            this.missingSince = undefined;
            this.current = this.judged(evaluation);
        } else if (evaluation === "skipped") {
            this.missingSince = undefined;
        } else {
            this.missingSince ??= time;
            this.current = this.withoutData(time, evaluation === "no data");
        }
        return this.current;
    }

    /** What the monitor no longer keeps begins anew when it comes back. */
    forget(): void {
        this.current = "No Data";
        this.lastData = -Infinity;
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

    private withoutData(time: number, wasSeen: boolean): MonitorState {
        const { options, isCount } = this.rules;
        if (options.onMissingData === "default" && isCount && wasSeen) {
            return this.judged(0);
        }
        if (options.onMissingData === "resolve" || this.isTimedOut(time)) {
            return "OK";
        }
        const isShown =
            options.onMissingData === "show_no_data" ||
            options.onMissingData === "show_and_notify_no_data";
        return isShown || this.isLost(time) ? "No Data" : this.current;
    }

    /** Auto-resolve: what was triggered is over after so many hours without data. */
    private isTimedOut(time: number): boolean {
        const { timeoutHours = 0 } = this.rules.options;
        const wasSeen = this.lastData > -Infinity;
        return timeoutHours > 0 && wasSeen && this.missingFor(time) >= timeoutHours * 3600;
    }

    private isLost(time: number): boolean {
        const { options, windowSeconds } = this.rules;
        // Datadog's default is twice the window.
        const patience = (options.noDataTimeframe ?? (2 * windowSeconds) / 60) * 60;
        // The newer option replaces the older pair.
        const isAskedFor = options.onMissingData === undefined && options.notifyNoData;
        // Patience begins where data stop, not where the window has run empty: the last point lay
        // in the first minute of the last window that had one.
        const lastPoint = this.lastData - windowSeconds + evaluationSeconds;
        return isAskedFor && time - lastPoint >= patience;
    }
}
