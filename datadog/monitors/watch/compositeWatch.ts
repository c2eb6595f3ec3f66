import type { CompositeQuery } from "../../query/ast";
import type { MonitorDefinition } from "../definition";
import { commonGroups, compositeState } from "../evaluate/composite";
import type { MonitorState } from "../states";
import { LoggedWatch, type Watch } from "./watch";

/** A composite: judges what other monitors say in the same minute. */
export class CompositeWatch extends LoggedWatch {
    override readonly begins: number;
    /** When a group's condition came to No Data, which it has been since. */
    private readonly missingSince = new Map<string, number>();

    constructor(
        private readonly definition: MonitorDefinition,
        private readonly query: CompositeQuery,
        private readonly parts: ReadonlyMap<string, Watch>,
        isKept = true,
        /** What it said where the evaluation was broken off. */
        before: ReadonlyMap<string, MonitorState> = new Map(),
    ) {
        super(isKept);
        before.forEach((state, group) => this.log.now.set(group, state));
        this.begins = Math.max(...[...parts.values()].map((part) => part.begins));
    }

    /** Whether it looks at that very watch for a monitor. */
    isOf(id: string, watch: Watch): boolean {
        return this.parts.get(id) === watch;
    }

    override evaluate(time: number): void {
        this.log.begin();
        const groupsOf = new Map([...this.parts].map(([id, { now }]) => [id, [...now.keys()]]));
        const groups = commonGroups(groupsOf);
        [...this.log.now.keys()]
            .filter((group) => !groups.has(group))
            .forEach((group) => {
                this.log.drop(group);
            });
        for (const [group, parts] of groups) {
            const state = compositeState(this.query.expression, (id) => {
                const own = parts.get(id) ?? "*";
                return this.parts.get(id)?.now.get(own) ?? "No Data";
            });
            const said = this.remembered(group, state, time);
            this.log.put(group, said, said === "No Data" && this.isPage(parts));
        }
    }

    /** Nobody is notified of missing data unless both the composite and one of its parts does. */
    private isPage(groups: ReadonlyMap<string, string>): boolean {
        const isPartPaging = [...this.parts].some(([id, { paging }]) =>
            paging.has(groups.get(id) ?? "*"),
        );
        return this.definition.options.notifyNoData && isPartPaging;
    }

    /** A composite that does not report missing data keeps the last state it knew. */
    private remembered(group: string, state: MonitorState, time: number): MonitorState {
        if (state !== "No Data") {
            this.missingSince.delete(group);
            return state;
        }
        const since = this.missingSince.get(group) ?? time;
        this.missingSince.set(group, since);
        const last = this.log.now.get(group);
        const { notifyNoData, timeoutHours = 0 } = this.definition.options;
        if (last !== undefined && timeoutHours > 0 && time - since >= timeoutHours * 3600) {
            return "OK";
        }
        return notifyNoData ? state : (last ?? "No Data");
    }
}
