import { isLoud, type MonitorState, worse } from "../../../datadog/monitors/states";
import type { Watch } from "../../../datadog/monitors/watch/watch";
import { type StateChange, StateHistory } from "./stateHistory";

/** A group as the API tells of it; times are the world's, undefined for never. */
export interface GroupState {
    readonly name: string;
    status: MonitorState;
    /** Since when it has been in that state. */
    since: number;
    lastTriggered: number | undefined;
    lastResolved: number | undefined;
    lastNoData: number | undefined;
    lastNotified: number | undefined;
    /** What was last told of it; undefined: nothing yet, as of a group that was never in trouble. */
    told: MonitorState | undefined;
}

/** What a monitor would tell of a group, were it not muted. */
export interface Change {
    readonly group: string;
    readonly from: MonitorState | undefined;
    readonly to: MonitorState;
}

/** How often what is not over is told again, and of which states: in the API's spelling. */
export interface Repetition {
    readonly seconds: number;
    readonly statuses: readonly string[];
}

/** How the groups of a monitor stood, and had stood before. */
export interface KeptGroups {
    readonly states: readonly GroupState[];
    readonly history: readonly (StateChange & { readonly group: string })[];
}

export class GroupStates {
    readonly history = new StateHistory();
    private readonly states = new Map<string, GroupState>();

    /** @param before how things stood, of a range that is taken up again */
    constructor(before?: KeptGroups) {
        before?.states.forEach((state) => this.states.set(state.name, { ...state }));
        before?.history.forEach(({ group, status, time }) => {
            this.history.note(group, status, time);
        });
    }

    get groups(): readonly GroupState[] {
        return [...this.states.values()];
    }

    /** The worst group's; without any group there are no data. */
    get overall(): MonitorState {
        const [first, ...others] = this.groups.map(({ status }) => status);
        return first === undefined ? "No Data" : others.reduce(worse, first);
    }

    find(group: string): GroupState | undefined {
        return this.states.get(group);
    }

    /** Takes over what the monitor says now; returns what there is to tell of. */
    take({ now, paging }: Watch, time: number, repetition: Repetition): readonly Change[] {
        for (const group of this.states.keys()) {
            if (!now.has(group)) {
                this.states.delete(group);
                this.history.note(group, undefined, time);
            }
        }
        this.history.forget(time);
        return [...now].flatMap(([name, status]) => {
            const state = this.states.get(name) ?? fresh(name, time);
            this.states.set(name, state);
            enter(state, status, time);
            this.history.note(name, status, time);
            const isWorth =
                worthTelling(state.told, status, paging.has(name)) ||
                isDueAgain(state, time, repetition);
            return isWorth ? [{ group: name, from: state.told, to: status }] : [];
        });
    }

    /** To be called for each change that was told: a muted one is told when it is muted no more. */
    told(group: string, status: MonitorState, time: number): void {
        const state = this.states.get(group);
        if (state !== undefined) {
            state.told = status;
            state.lastNotified = time;
        }
    }
}

function fresh(name: string, since: number): GroupState {
    const never = { lastTriggered: undefined, lastResolved: undefined, lastNoData: undefined };
    return { name, status: "No Data", since, ...never, lastNotified: undefined, told: undefined };
}

function enter(state: GroupState, status: MonitorState, time: number): void {
    if (state.status === status) {
        return;
    }
    const wasTriggered = isLoud(state.status);
    state.status = status;
    state.since = time;
    switch (status) {
        case "Alert":
        case "Warn":
            state.lastTriggered = time;
            break;
        case "No Data":
            state.lastNoData = time;
            break;
        case "OK":
            state.lastResolved = wasTriggered ? time : state.lastResolved;
    }
}

function isDueAgain(
    { told, status, lastNotified = Infinity }: GroupState,
    time: number,
    { seconds, statuses }: Repetition,
): boolean {
    const isSame = told === status && status !== "OK";
    return isSame && statuses.includes(status.toLowerCase()) && time - lastNotified >= seconds;
}

/** Of missing data only those are told that ask for it; that all is well only after trouble. */
function worthTelling(
    told: MonitorState | undefined,
    status: MonitorState,
    isPage: boolean,
): boolean {
    if (status === told) {
        return false;
    }
    switch (status) {
        case "Alert":
        case "Warn":
            return true;
        case "No Data":
            return isPage;
        case "OK":
            return told !== undefined;
    }
}
