/** The program's stack in a range, applied without an engine. */
import { defaultValues } from "../../components/settings/declaration";
import { parseSettings } from "../../components/settings/parse";
import type { Plan } from "../../plan/plan";
import { effectiveFaults, unsettledServices } from "../../scenarios/faults";
import { scenarios } from "../../scenarios/registry";
import { rangeManager } from "../../shop/names";
import type { ClusterAccess } from "../controlPlane/options";
import { nothing, Player, type PlayerOptions } from "./player";

/** Settings of the program by key, as text. */
export type Values = Readonly<Record<string, string>>;

/** Runs the program; see `renderPlan`. */
export type Render = (values: Values) => Promise<Plan>;

/** Whoever looks at who changed what sees that it was the range itself. */
const managers = { stack: rangeManager, patch: `${rangeManager}-patch` };

export interface StackOptions extends Omit<PlayerOptions, "managers"> {
    /** What never changes: where the shop is, and with which fixes. */
    readonly always: Values;
    readonly render: Render;
    /** Takes away what an incident that nobody here knows of has brought along. */
    readonly sweep?: (namespace: string) => Promise<void>;
    /** Told of each plan that is in force. */
    readonly onSettled?: (plan: Plan) => void;
}

/** The services that the program does not wait for under these settings. */
function unsettledBy(values: Values): readonly string[] {
    const { incident } = parseSettings({ ...defaultValues, ...values }, scenarios).settings;
    return incident === undefined
        ? []
        : unsettledServices(effectiveFaults(incident.scenario, incident.memoryFault));
}

/** Does one thing after the other, in the order in which it is asked. */
export class RangeStack {
    private readonly player: Player;
    private plan: Plan = nothing;
    private values: Values = {};
    private comingUp = false;
    private last: Promise<unknown> = Promise.resolve();

    public constructor(
        cluster: ClusterAccess,
        private readonly options: StackOptions,
    ) {
        this.player = new Player(cluster, { ...options, managers });
    }

    /** The incident that was injected last and not recovered from. */
    public get incident(): string | undefined {
        return this.values.incident;
    }

    /** Whether there is a shop, or what has been applied of one. */
    public get isUp(): boolean {
        return this.plan !== nothing;
    }

    /** Whether the shop that comes up now is to look as if it had been up for long. */
    public get isBringingUp(): boolean {
        return this.comingUp;
    }

    /** Applies the healthy shop, without what is left of an earlier one's incident, and waits until it is healthy. */
    public async bringUp(): Promise<Plan> {
        this.comingUp = true;
        try {
            await this.go({}, true);
        } finally {
            this.comingUp = false;
        }
        return this.plan;
    }

    /** The healthy shop with further settings in force, fixes above all, as an `up` of its own. */
    public prepare(values: Values): Promise<void> {
        return this.go(values, false);
    }

    /** From one incident to another the first one's load goes first, as the program has it. */
    public async inject(values: Values & { readonly incident: string }): Promise<void> {
        if (this.incident !== undefined) {
            await this.recover();
        }
        await this.go(values, false);
    }

    /** As `pulumi up --refresh -c incident=none`. */
    public recover(): Promise<void> {
        return this.go({}, true);
    }

    private go(values: Values, everything: boolean): Promise<void> {
        const done = this.last.then(async () => {
            const { always, render, sweep } = this.options;
            const next = await render({ ...always, ...values });
            // Said before it is done: what was done of it when something fails is to be undone.
            this.values = values;
            const before = this.plan;
            this.plan = next;
            if (before === nothing) {
                await sweep?.(String(next.outputs.namespace));
            }
            const except = unsettledBy({ ...always, ...values });
            const ungated = always.gate === "off";
            await this.player.play(before, next, { everything, ungated, except });
            this.options.onSettled?.(next);
        });
        this.last = done.catch(() => undefined);
        return done;
    }
}
