import type { CompositeQuery } from "../../query/ast";
import type { MonitorDefinition } from "../definition";
import { commonGroups, compositeState } from "../evaluate/composite";
import type { MonitorState } from "../states";
import { StateLog, type Watch } from "./watch";

/** A composite: judges what other monitors say in the same minute. */
export class CompositeWatch implements Watch {
    private readonly log = new StateLog();

    constructor(
        private readonly definition: MonitorDefinition,
        private readonly query: CompositeQuery,
        private readonly parts: ReadonlyMap<string, Watch>,
    ) {}

    get states(): Watch["states"] {
        return this.log.states;
    }

    get now(): Watch["now"] {
        return this.log.now;
    }

    evaluate(): void {
        this.log.begin();
        const groupsOf = new Map([...this.parts].map(([id, { now }]) => [id, [...now.keys()]]));
        for (const [group, parts] of commonGroups(groupsOf)) {
            const state = compositeState(this.query.expression, (id) => {
                const own = parts.get(id) ?? "*";
                return this.parts.get(id)?.now.get(own) ?? "No Data";
            });
            this.log.put(group, this.remembered(group, state));
        }
    }

    /** A composite that does not report missing data keeps the last state it knew. */
    private remembered(group: string, state: MonitorState): MonitorState {
        const isReported = state !== "No Data" || this.definition.options.notifyNoData;
        return isReported ? state : (this.log.now.get(group) ?? "No Data");
    }
}
