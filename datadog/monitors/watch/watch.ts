import type { MonitorState } from "../states";

/** A monitor in the course of a run. */
export interface Watch {
    /** To be called once for each evaluation, in order of time. */
    evaluate(time: number): void;
    /** When it is evaluated first, in seconds since the epoch. */
    readonly begins: number;
    /** What each group said, evaluation by evaluation. */
    readonly states: ReadonlyMap<string, readonly (MonitorState | undefined)[]>;
    /** Evaluation by evaluation, whether anybody is notified of missing data. */
    readonly pages: readonly boolean[];
    /** What the groups say now. */
    readonly now: ReadonlyMap<string, MonitorState>;
    /** The groups of whose missing data somebody is notified now. */
    readonly paging: ReadonlySet<string>;
}

/**
 * Keeps the states of groups that come to be known one after the other; where nobody asks for the
 * past, only what they say now.
 */
export class StateLog {
    readonly states = new Map<string, (MonitorState | undefined)[]>();
    readonly pages: boolean[] = [];
    readonly now = new Map<string, MonitorState>();
    readonly paging = new Set<string>();

    constructor(private readonly isKept: boolean) {}

    begin(): void {
        if (!this.isKept) {
            return;
        }
        this.pages.push(this.paging.size > 0);
        this.states.forEach((list) => {
            list.push(list.at(-1));
        });
    }

    put(group: string, state: MonitorState, isPage: boolean): void {
        this.now.set(group, state);
        this.set(group, state, isPage);
    }

    /** The monitor no longer knows the group. */
    drop(group: string): void {
        this.now.delete(group);
        this.set(group, undefined, false);
    }

    private set(group: string, state: MonitorState | undefined, isPage: boolean): void {
        if (isPage) {
            this.paging.add(group);
        } else {
            this.paging.delete(group);
        }
        if (!this.isKept) {
            return;
        }
        this.pages[this.pages.length - 1] = this.paging.size > 0;
        let list = this.states.get(group);
        if (list === undefined) {
            list = new Array<MonitorState | undefined>(this.pages.length).fill(undefined);
            this.states.set(group, list);
        }
        list[this.pages.length - 1] = state;
    }
}

/** A watch that keeps what it said in a log. */
export abstract class LoggedWatch implements Watch {
    abstract readonly begins: number;
    protected readonly log: StateLog;

    /** @param isKept whether states and pages hold the past, too */
    constructor(isKept: boolean) {
        this.log = new StateLog(isKept);
    }

    get states(): Watch["states"] {
        return this.log.states;
    }

    get pages(): Watch["pages"] {
        return this.log.pages;
    }

    get now(): Watch["now"] {
        return this.log.now;
    }

    get paging(): Watch["paging"] {
        return this.log.paging;
    }

    abstract evaluate(time: number): void;
}
