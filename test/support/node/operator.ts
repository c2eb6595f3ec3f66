/**
 * Who brings the shop from one set of settings to the next: the real engine where there is one,
 * else the plan's own resources, played on the API as the engine would do it.
 */
import type { Plan } from "../../../plan/plan";
import { renderPlan } from "../../../plan/render";
import { nothing, Player } from "../../../range/apply/player";
import type { ClusterAccess } from "../controlPlane";
import { findEngine } from "../engine/availability";
import { commandLine, type Values } from "../engine/commandLine";
import { EngineStack } from "../engine/engineStack";
import { ProjectCopy } from "../engine/projectCopy";
import { RunRecord } from "../engine/runRecord";
import type { Counts } from "../engine/update";

export interface Deed {
    /** What a person would have typed. */
    readonly command: string;
    readonly seconds: number;
    /** What came of it, in a few words. */
    readonly seen: string;
}

export interface Operator {
    /** For docs/node-run.md: how the objects came into the cluster. */
    readonly means: string;
    /** Goes to these settings; whatever they leave out has its default again. */
    up(settings: Values): Promise<Deed>;
    stop(): void;
}

const stackName = "dev";

export async function findOperator(
    cluster: ClusterAccess,
    report: (line: string) => void,
): Promise<Operator> {
    const engine = await findEngine();
    if (typeof engine === "string") {
        report(`The plan is applied without the engine: ${engine}.`);
        return new PlanOperator(cluster, engine);
    }
    const project = new ProjectCopy(cluster.kubeconfigPath);
    const stack = await EngineStack.create(stackName, engine, project, new RunRecord());
    const parts = Object.entries(engine.versions).map(([name, version]) => `${name} ${version}`);
    return new EngineOperator(project, stack, parts.join(", "));
}

class PlanOperator implements Operator {
    public readonly means: string;
    private readonly player: Player;
    private plan: Plan = nothing;

    public constructor(cluster: ClusterAccess, why: string) {
        this.player = new Player(cluster);
        this.means = `The plan was applied as the provider does it, without the engine: ${why}.`;
    }

    public async up(settings: Values): Promise<Deed> {
        const started = performance.now();
        const next = await renderPlan(settings);
        await this.player.play(this.plan, next, { ungated: settings.gate === "off" });
        this.plan = next;
        const command = commandLine("up", stackName, settings, false);
        return { command, seconds: (performance.now() - started) / 1000, seen: "" };
    }

    public stop(): void {
        // It holds nothing.
    }
}

class EngineOperator implements Operator {
    public readonly means: string;
    private readonly original: string | undefined;
    private wasIncident = false;

    public constructor(
        private readonly project: ProjectCopy,
        private readonly stack: EngineStack,
        versions: string,
    ) {
        this.means = `Each \`up\` is one of the real engine's (${versions}, as they report themselves).`;
        this.original = stack.settings;
    }

    /** Back from an incident it goes the documented way, with `--refresh`. */
    public async up(settings: Values): Promise<Deed> {
        // `-c` is saved in the stack's file, and would stay.
        this.stack.settings = this.original;
        const isIncident = settings.incident !== undefined;
        const refresh = this.wasIncident && !isIncident;
        const values = refresh ? { incident: "none", ...settings } : settings;
        const { seconds, counts } = await this.stack.up(values, { refresh });
        this.wasIncident = isIncident;
        return {
            command: commandLine("up", stackName, values, refresh),
            seconds,
            seen: countsText(counts),
        };
    }

    public stop(): void {
        this.project.remove();
    }
}

function countsText({ created, updated, replaced, deleted }: Counts): string {
    return Object.entries({ created, updated, replaced, deleted })
        .filter(([, count]) => count > 0)
        .map(([what, count]) => `${count} ${what}`)
        .join(", ");
}
