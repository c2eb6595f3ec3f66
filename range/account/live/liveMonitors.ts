/** The account's monitors, evaluated every minute over what has come in. */
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
import type { MonitorState } from "../../../datadog/monitors/states";
import { CompositeWatch } from "../../../datadog/monitors/watch/compositeWatch";
import { QueryWatch } from "../../../datadog/monitors/watch/queryWatch";
import type { Watch } from "../../../datadog/monitors/watch/watch";
import type { Account } from "../account";
import type { Fields } from "../http/exchange";
import { definitionsOf } from "./definitions";
import { type GroupState, GroupStates } from "./groupStates";
import { optionsOf, repetitionOf } from "./repetition";

/** A monitor under evaluation. */
interface Watched {
    /** What a state depends on: with another query or other options it begins anew. */
    readonly key: string;
    readonly definition: MonitorDefinition | undefined;
    readonly groups: GroupStates;
    watch: Watch | undefined;
    /** Why it is not evaluated. */
    refused: string | undefined;
}

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

interface Sources {
    readonly index: EvidenceIndex;
    readonly records: () => SearchRecords;
}

export class LiveMonitors {
    private readonly watched = new Map<number, Watched>();
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
            this.prepare(one, set, sources);
            evaluated(one, time);
        }
        for (const one of all.filter(isComposite)) {
            this.prepareComposite(one);
            evaluated(one, time);
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
                const groups = new GroupStates();
                const refused = left?.reason;
                this.watched.set(id, { key, definition, groups, watch: undefined, refused });
            }
        }
    }

    private prepare(one: Watched, set: MonitorSet, { index, records }: Sources): void {
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
                one.watch = new QueryWatch(definition, query, evaluator, run, false);
            }
        } catch (error) {
            one.refused = reasonOf(error);
        }
    }

    /** What queries read; all records, because a group is known long after its last one. */
    private sourcesAt(time: number): Sources {
        const { telemetry } = this.account;
        let records: SearchRecords | undefined;
        return { index: telemetry.index, records: () => (records ??= telemetry.records(time)) };
    }

    private prepareComposite(one: Watched): void {
        const { definition } = one;
        if (definition === undefined) {
            return;
        }
        try {
            const { query } = parseMonitor(definition) as { query: CompositeQuery };
            const parts = this.partsOf(query, definition);
            const isSame =
                one.watch instanceof CompositeWatch &&
                [...parts].every(([id, watch]) => (one.watch as CompositeWatch).isOf(id, watch));
            one.refused = undefined;
            one.watch = isSame ? one.watch : new CompositeWatch(definition, query, parts, false);
        } catch (error) {
            one.refused = reasonOf(error);
        }
    }

    private partsOf(query: CompositeQuery, definition: MonitorDefinition): Map<string, Watch> {
        const ids = new Set(compositeParts(query.expression).map(({ id }) => id));
        return new Map(
            [...ids].map((id) => {
                const watch = this.watched.get(Number(id))?.watch;
                if (watch === undefined) {
                    throw new MonitorError(definition, `monitor ${id} is not evaluated`);
                }
                return [id, watch];
            }),
        );
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

/** One that fails does not take the others along. */
function evaluated(one: Watched, time: number): void {
    try {
        one.watch?.evaluate(time);
    } catch (error) {
        one.refused = reasonOf(error);
    }
}

function reasonOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
