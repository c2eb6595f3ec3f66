/** The arms of a rehearsal, one after the other as their plans are made. */
import { rm } from "node:fs/promises";

import { scenarios } from "../scenarios/registry";
import { median } from "../verdict/chance";
import type { NeverCame } from "../verdict/fixWorth";
import type { Played } from "./fixResult";
import { type ArmKey, responderSeconds } from "./moment";
import { outOf } from "./out";
import { perform, type RehearsalStage } from "./perform";
import { type ArmPlans, plansOf } from "./plans";
import type { RunOutcome } from "./run";
import type { RehearsalRequest } from "./types";

/** An arm that can be played, with any seed. */
export interface ReadyArm {
    readonly key: ArmKey;
    readonly plans: ArmPlans;
    /** One that is written leaves its evidence in the folder that is asked for, if any. */
    readonly play: (seed: number, isWritten?: boolean) => Promise<Played>;
}

/**
 * Makes the plans and hands over arm by arm, so that one is played while the next one is planned.
 * The first is what the others are compared with; a fix that waits for a monitor waits for that
 * arm's run of the same seed.
 */
export async function* readyArms(
    stage: RehearsalStage,
    keys: readonly ArmKey[],
): AsyncGenerator<ReadyArm> {
    const { request } = stage;
    const [first, ...others] = keys;
    if (first === undefined) {
        return;
    }
    const own = await plansOf(request, first.remediation);
    const reference = onceASeed(stage, first, own);
    yield reference;
    const asked =
        others.length > 0 && findsItsLevel(request)
            ? withUsers(
                  request,
                  await Promise.all(request.seeds.map((seed) => reference.play(seed))),
              )
            : request;
    const known = new Map<string, Promise<ArmPlans>>();
    if (asked === request) {
        known.set(first.remediation, Promise.resolve(own));
    }
    const plansFor = (remediation: string): Promise<ArmPlans> => {
        const plans = known.get(remediation) ?? plansOf(asked, remediation);
        known.set(remediation, plans);
        return plans;
    };
    for (const key of others) {
        const plans = await plansFor(key.remediation);
        if (key.moment === "before" || key.moment === null) {
            yield onceASeed(stage, key, plans);
        } else {
            yield responseArm(stage, key, plans, await plansFor(first.remediation), reference);
        }
    }
}

function findsItsLevel({ incident }: RehearsalRequest): boolean {
    return scenarios[incident]?.load.level !== undefined;
}

/**
 * The same with no more users than those runs held: a load that finds its level would ask more of a
 * shop that was fixed, until it is as slow as without the fix.
 */
function withUsers(request: RehearsalRequest, played: readonly Played[]): RehearsalRequest {
    const held = median(played.map(({ outcome }) => outcome.result.figures.heldUsers ?? 0));
    return { ...request, settings: { ...request.settings, users: String(Math.ceil(held)) } };
}

/** Where nothing else can be written, it need not be played again for that. */
const isAlone = ({ request }: RehearsalStage): boolean => request.seeds.length === 1;

/** Played once a seed, however often it is asked for. */
function onceASeed(stage: RehearsalStage, key: ArmKey, plans: ArmPlans): ReadyArm {
    const runs = new Map<string, Promise<Played>>();
    const play = (seed: number, isWritten = isAlone(stage)): Promise<Played> => {
        const id = `${seed} ${isWritten}`;
        const run =
            runs.get(id) ??
            perform(stage, key, plans, { seed, isWritten }).then((outcome) => {
                return { outcome, fixSeconds: 0 };
            });
        runs.set(id, run);
        // It is waited for elsewhere; until then a failure must not count as unhandled.
        run.catch(() => undefined);
        return run;
    };
    return { key, plans, play };
}

function responseArm(
    stage: RehearsalStage,
    key: ArmKey,
    plans: ArmPlans,
    base: ArmPlans,
    reference: ReadyArm,
): ReadyArm {
    const play = async (seed: number, isWritten = isAlone(stage)): Promise<Played> => {
        if (key.moment === "start") {
            const run = { seed, isWritten, response: { base, at: "start" } } as const;
            return { outcome: await perform(stage, key, plans, run), fixSeconds: 0 };
        }
        const without = await reference.play(seed, isWritten);
        const at = comesAt(key, plans, without.outcome);
        if (typeof at === "string") {
            if (isWritten) {
                await forgetEvidence(stage, key);
            }
            stage.report({ arm: key.id, seed, isWritten }, 1);
            return { outcome: without.outcome, fixSeconds: at };
        }
        return {
            outcome: await perform(stage, key, plans, { seed, isWritten, response: { base, at } }),
            fixSeconds: at,
        };
    };
    return { key, plans, play };
}

/** What an earlier rehearsal left of an arm that this one does not play. */
async function forgetEvidence({ request }: RehearsalStage, { id }: ArmKey): Promise<void> {
    const out = outOf(request, id);
    if (out !== undefined) {
        await rm(out, { recursive: true, force: true });
    }
}

/** When the fix comes, in seconds after the first user; or why it does not. */
function comesAt({ moment }: ArmKey, { load }: ArmPlans, without: RunOutcome): number | NeverCame {
    const at = typeof moment === "number" ? moment : reactionTo(without);
    if (at === undefined) {
        return "nobody is told";
    }
    return at >= load.seconds ? "comes too late" : at;
}

/** When somebody who was told has done something; undefined when nobody was told. */
function reactionTo({ timelines, loadStart }: RunOutcome): number | undefined {
    if (timelines?.first === undefined) {
        return undefined;
    }
    const toldAt = timelines.firstHarmAt + timelines.first.seconds;
    return Math.max(0, toldAt - loadStart) + responderSeconds;
}
