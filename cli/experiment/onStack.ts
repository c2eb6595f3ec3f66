/** An experiment on a stack of this project: its shop, its cluster, its account. */
import { openStack } from "../../experiment/stack/automation";
import type { Engine, Values } from "../../experiment/stack/engine";
import { Journal, journalFile } from "../../experiment/stack/journal";
import { journalled } from "../../experiment/stack/journalled";
import { stackWorld } from "../../experiment/stack/stackWorld";
import { type Bystander, onceUnlocked } from "../../experiment/stack/unlock";
import { sensesOf, timesAt } from "../../experiment/senses/ofCluster";
import { ownValues, stackConfig } from "../../live/doctor/stackFile";
import { awaitSteady } from "../../experiment/steady";
import { contextOf } from "../../live/kubeconfig";
import { apiReader } from "../../live/snapshot/apiServer";
import type { Place } from "../../live/snapshot/place";
import { contextName } from "../../range/contextName";
import { projectFolder } from "../../tools/projectFolder";
import { accountOf, bystanderOf, placeOf } from "../stack";
import type { AskedExperiment } from "./arguments";
import { leftText, unfinishedText } from "./left";
import type { Stage } from "./stage";

/** Brings the stack to the healthy shop of its own settings, once all arms are known to be allowed. */
export async function stageOnStack(
    asked: AskedExperiment,
    stack: string,
    report: (line: string) => void,
    signal: AbortSignal,
): Promise<Stage> {
    const { incident, settings } = asked;
    const { speed } = asked.range;
    const file = journalFile(stack);
    const unfinished = unfinishedText(file);
    if (unfinished !== undefined) {
        throw new Error(unfinished);
    }
    const own = ownValues(stackConfig(projectFolder, stack));
    requireHealthy(own, stack);
    const place = placeOf(own);
    requireItsTime(speed, place);
    const config = contextOf(place.context);
    const reader = apiReader(config);
    const engine = await openStack(projectFolder, stack);
    const bystander = bystanderOf(report);
    await requireAllowed(engine, asked, bystander, signal);
    const journal = new Journal(file, { stack, incident, place, settings: own }, report);
    report("Bringing the stack to its own settings (pulumi up --refresh) …");
    const senses = sensesOf({ config, reader }, place, await accountOf(own, stack), timesAt(speed));
    const world = stackWorld({
        ...{ engine, senses, reader, namespace: place.namespace },
        ...{ incident, settings, bystander, speed },
    });
    try {
        await world.recover();
        await awaitSteady(world, { report, signal });
    } catch (error) {
        journal.end();
        throw error;
    }
    return {
        world: journalled(world, journal),
        place,
        onSnapshot: (snapshot) => {
            journal.keepSnapshot(snapshot);
        },
        onWhole: () => {
            journal.enter("rest");
        },
        left: () => leftText(journal.phase, stack),
        end: () => {
            if (journal.phase === "rest") {
                journal.end();
            } else {
                report(leftText(journal.phase, stack));
            }
            return Promise.resolve();
        },
    };
}

/** Rejects where the engine would refuse one of the arms. */
async function requireAllowed(
    engine: Engine,
    { incident, remediations, settings }: AskedExperiment,
    bystander: Bystander,
    signal: AbortSignal,
): Promise<void> {
    for (const remediation of remediations) {
        bystander.report(
            `Asking whether ${incident} with remediation ${remediation} is allowed (pulumi preview) …`,
        );
        await onceUnlocked(
            engine,
            () => engine.preview({ ...settings, incident, remediation }),
            bystander,
        );
        signal.throwIfAborted();
    }
}

/** Arms are compared with the healthy shop, so the stack itself must ask for that. */
function requireHealthy(own: Values, stack: string): void {
    const { baseStack = "", incident = "none", remediation = "none" } = own;
    if (baseStack !== "") {
        throw new Error(
            `Stack ${stack} holds an incident alone. Name the one with the shop: --stack ${baseStack}`,
        );
    }
    const set = Object.entries({ incident, remediation }).filter(([, value]) => value !== "none");
    if (set.length > 0) {
        const what = set.map(([key, value]) => `${key} = ${value}`).join(" and ");
        const ways = set.map(([key]) => `pulumi config set ${key} none -s ${stack}`).join(", ");
        throw new Error(
            `Stack ${stack} has ${what}; an experiment decides that itself. First: ${ways}`,
        );
    }
}

/** What lasts would be told as lasting longer than it did. */
function requireItsTime(speed: number, { context }: Place): void {
    if (speed !== 1 && context !== contextName) {
        throw new Error(
            `--speed ${speed}: the stack's cluster, kubeContext ${context}, goes by the clock. ` +
                `Allowed there: 1. Faster is only a range: --on range, or kubeContext ${contextName}.`,
        );
    }
}
