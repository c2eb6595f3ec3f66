/** The account's monitors, evaluated every minute over what has come in. */
import type { MonitorSet } from "../../../datadog/monitors/definition";
import type { SearchRecords } from "../../../datadog/monitors/data/records";
import type { MonitorState } from "../../../datadog/monitors/states";
import { QueryWatch } from "../../../datadog/monitors/watch/queryWatch";
import type { Account } from "../account";
import type { Fields } from "../http/exchange";
import { definitionsOf } from "./definitions";
import { type GroupState, GroupStates } from "./groupStates";
import { atTimes, groupsIn, type KeptMonitor } from "./keptStates";
import { optionsOf, repetitionOf } from "./repetition";
import { evaluateOne, prepare, prepareComposite, type Sources, type Watched } from "./watched";

/** A change of a group's state, of which the monitor says. */
export interface Transition {
    readonly monitor: Fields;
    readonly query: string;
    readonly group: string;
    /** The same as `to` when it is only said again. */
    readonly from: MonitorState | undefined;
    readonly to: MonitorState;
    /** Of the world. */
    readonly time: number;
    /** What was compared with the threshold; undefined when there was nothing. */
    readonly value: number | undefined;
}

export class LiveMonitors {
    private readonly watched = new Map<number, Watched>();
    private readonly remembered = new Map<number, KeptMonitor>();
    private evaluatedUntil = -Infinity;

    constructor(private readonly account: Account) {}

    /** States of the groups of a monitor; undefined as long as it was not evaluated. */
    groupsOf(id: number): GroupStates | undefined {
        return this.watched.get(id)?.groups;
    }

    /** The same with times as clients have them. */
    toldGroupsOf(id: number): readonly GroupState[] {
        const { clock } = this.account;
        const toWall = (time: number | undefined): number | undefined =>
            time === undefined ? undefined : clock.toWall(time);
        return (this.groupsOf(id)?.groups ?? []).map((group) => ({
            ...group,
            since: clock.toWall(group.since),
            lastTriggered: toWall(group.lastTriggered),
            lastResolved: toWall(group.lastResolved),
            lastNoData: toWall(group.lastNoData),
            lastNotified: toWall(group.lastNotified),
        }));
    }

    /** How all stand, by the clients' clock, for a range that is taken up again. */
    kept(): readonly KeptMonitor[] {
        const { clock } = this.account;
        return [...this.watched].flatMap(([id, { key, groups, watch, before }]) => {
            if (!Number.isFinite(this.evaluatedUntil)) {
                return before === undefined ? [] : [atTimes(before, (time) => clock.toWall(time))];
            }
            const memory = watch instanceof QueryWatch ? watch.memory : [];
            const kept: KeptMonitor = {
                ...{ id, key, until: this.evaluatedUntil, states: [...groups.groups] },
                history: [...groups.history.groups].flatMap(([group, list]) =>
                    list.map((change) => ({ group, ...change })),
                ),
                memory: [...memory].map(([group, last]) => ({ group, ...last })),
            };
            return [atTimes(kept, (time) => clock.toWall(time))];
        });
    }

    /** Goes on from what was kept; of a monitor that is another by now nothing is taken over. */
    restore(kept: readonly KeptMonitor[]): void {
        const { clock } = this.account;
        for (const one of kept) {
            this.remembered.set(
                one.id,
                atTimes(one, (time) => clock.toWorld(time)),
            );
        }
        this.takeUp(definitionsOf(this.account));
        this.remembered.clear();
    }

    /** Why a monitor is not evaluated; undefined when it is. */
    refusalOf(id: number): string | undefined {
        return this.watched.get(id)?.refused;
    }

    /** Evaluates all monitors as of the time; of one that was evaluated already nothing is done. */
    evaluate(time: number): readonly Transition[] {
        if (time <= this.evaluatedUntil) {
            return [];
        }
        this.evaluatedUntil = time;
        const set = definitionsOf(this.account);
        const sources = this.sourcesAt(time);
        this.takeUp(set);
        const all = [...this.watched.values()];
        // Composites come last: they look at what the others say in the same minute.
        const isComposite = ({ definition }: Watched): boolean => definition?.type === "composite";
        for (const one of all.filter((each) => !isComposite(each))) {
            prepare(one, set, sources);
            evaluateOne(one, time);
        }
        for (const one of all.filter(isComposite)) {
            prepareComposite(one, (id) => this.watched.get(Number(id))?.watch);
            evaluateOne(one, time);
        }
        return [...this.watched].flatMap(([id, one]) => this.transitionsOf(id, one, time));
    }

    /** New monitors and changed ones begin, and those that are gone end. */
    private takeUp(set: MonitorSet): void {
        const { monitors } = this.account;
        for (const id of this.watched.keys()) {
            if (!monitors.has(id)) {
                this.watched.delete(id);
            }
        }
        for (const [id, body] of monitors) {
            const key = JSON.stringify([
                body.type,
                body.query,
                { ...optionsOf(body), silenced: 0 },
            ]);
            if (this.watched.get(id)?.key !== key) {
                const definition = set.monitors.find((one) => one.id === String(id));
                const left = set.unread?.find(({ monitor }) => monitor === String(id));
                const kept = this.remembered.get(id);
                const before = kept?.key === key ? kept : undefined;
                const groups = new GroupStates(before && groupsIn(before));
                const refused = left?.reason;
                const watch = undefined;
                this.watched.set(id, { key, definition, groups, watch, before, refused });
            }
        }
    }

    /** What queries read; all records, because a group is known long after its last one. */
    private sourcesAt(time: number): Sources {
        const { telemetry } = this.account;
        let records: SearchRecords | undefined;
        return { index: telemetry.index, records: () => (records ??= telemetry.records(time)) };
    }

    private transitionsOf(id: number, one: Watched, time: number): readonly Transition[] {
        const { watch, groups, definition } = one;
        const monitor = this.account.monitors.get(id);
        if (watch === undefined || monitor === undefined || definition === undefined) {
            return [];
        }
        return groups
            .take(watch, time, repetitionOf(optionsOf(monitor)))
            .map(({ group, from, to }) => {
                const found = watch instanceof QueryWatch ? watch.found.get(group) : undefined;
                const value = typeof found === "number" ? found : undefined;
                return { monitor, query: definition.query, group, from, to, time, value };
            });
    }
}
