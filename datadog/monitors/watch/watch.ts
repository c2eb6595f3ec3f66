import type { MonitorState } from "../states";

/** A monitor in the course of a run. */
export interface Watch {
    /** To be called once for each evaluation, in order of time. */
    evaluate(time: number): void;
    /** What each group said, evaluation by evaluation. */
    readonly states: ReadonlyMap<string, readonly (MonitorState | undefined)[]>;
    /** What the groups say now. */
    readonly now: ReadonlyMap<string, MonitorState>;
}

/** Keeps the states of groups that come to be known one after the other. */
export class StateLog {
    readonly states = new Map<string, (MonitorState | undefined)[]>();
    readonly now = new Map<string, MonitorState>();
    private evaluations = 0;

    begin(): void {
        this.evaluations += 1;
        this.states.forEach((list) => {
            list.push(list.at(-1));
        });
    }

    put(group: string, state: MonitorState): void {
        this.now.set(group, state);
        let list = this.states.get(group);
        if (list === undefined) {
            list = new Array<MonitorState | undefined>(this.evaluations).fill(undefined);
            this.states.set(group, list);
        }
        list[this.evaluations - 1] = state;
    }
}
