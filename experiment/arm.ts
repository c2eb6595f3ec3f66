/** One arm of an experiment: fix, steady, incident, watch, recover, proof. */
import type { Evidence } from "../evidence/evidence";
import type { Verdict } from "../live/snapshot/verdict";
import type { ArmOptions, Ending } from "./armOptions";
import { type Clocks, clocksOf } from "./clocks";
import type { MonitorRecord } from "./record/monitorLog";
import { awaitSteady } from "./steady";
import { Watch } from "./watch";
import type { World } from "./world";
import { recovered } from "./recovered";
import { messageOf } from "../tools/messageOf";

export interface ArmRun {
    readonly remediation: string;
    /** From 1: arms of the same number are compared with each other. */
    readonly repetition: number;
    readonly ending: Ending;
    readonly clocks: Clocks;
    /** Undefined: it never came to an injection. */
    readonly evidence: Evidence | undefined;
    readonly monitors: readonly MonitorRecord[];
    /** Sources that are missing, a sentence each. */
    readonly missing: readonly string[];
    readonly recovery: ArmRecovery;
    /** From the recovery's beginning until the shop was whole; null: it was not in time. */
    readonly recoverySeconds: number | null;
}

export interface ArmRecovery {
    readonly isWhole: boolean;
    /** Of the shop as it is; empty where that is not known. */
    readonly hash: string;
    /** What is not as it was, a sentence each, with what mends it. */
    readonly problems: readonly string[];
}

/** Whatever happens after it has begun, it recovers, and says whether the shop is whole. */
export async function runArm(
    world: World,
    remediation: string,
    repetition: number,
    options: ArmOptions,
): Promise<ArmRun> {
    const { signal } = options;
    const watch = new Watch(world, remediation, options);
    let ending: Ending = { kind: "interrupted" };
    try {
        await world.prepare(remediation);
        await awaitSteady(world, options);
        signal.throwIfAborted();
        await watch.begin();
        await world.inject(remediation);
        ending = await watch.untilLoadIsOver();
    } catch (error) {
        if (!signal.aborted) {
            await watch.abandon();
            const afterwards = await recovered(world, options).then(
                ({ verdict }) => `The shop is ${verdict.isWhole ? "whole again" : "NOT whole"}.`,
                notRecovered,
            );
            throw new ArmFailed(error, afterwards);
        }
    }
    const { recovery, seconds } = await recovered(world, options, async () => {
        await watch.lookOnce();
    }).then(
        ({ verdict, seconds }) => ({ recovery: recoveryOf(verdict), seconds }),
        // What was seen is worth no less for it.
        (failure: unknown) => ({
            recovery: { isWhole: false, hash: "", problems: [notRecovered(failure)] },
            seconds: null,
        }),
    );
    const seen = await watch.conclude(ending.kind === "load over");
    const { evidence, monitors, missing } = seen;
    return {
        ...{ remediation, repetition, ending, evidence, monitors, missing },
        clocks: clocksOf(seen, seconds),
        recovery,
        recoverySeconds: seconds,
    };
}

const notRecovered = (failure: unknown): string =>
    `The shop is NOT recovered: ${messageOf(failure)}`;

const recoveryOf = ({ isWhole, hash, problems }: Verdict): ArmRecovery => ({
    ...{ isWhole, hash },
    problems: problems.map(({ object, what, fix }) => `${object} ${what}. Fix: ${fix}`),
});

/** Something failed that is no condition of the experiment; the shop was recovered all the same. */
export class ArmFailed extends Error {
    /** @param afterwards what came of that */
    constructor(cause: unknown, afterwards: string) {
        super(`${messageOf(cause)}\n${afterwards}`, { cause });
    }
}
