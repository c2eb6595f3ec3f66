/** An incident under several fixes, one after the other, each from a shop that is whole. */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

import { objectionsTo } from "../live/snapshot/objections";
import { type Snapshot, snapshotOf } from "../live/snapshot/snapshotFile";
import { requireMonitor } from "./accountWatch";
import { type ArmRun, runArm } from "./arm";
import type { ArmOptions } from "./armOptions";
import { lookSeconds } from "./record/recorder";
import { requireThere, type World } from "./world";

export interface ExperimentRequest extends Omit<ArmOptions, "snapshot"> {
    readonly remediations: readonly string[];
    readonly repeat: number;
    readonly seed: number;
    /** Between a recovery and the next arm: windows of monitors and autoscalers empty. Seconds. */
    readonly coolDownSeconds: number;
    /** Told what recovery is going to be measured by, before anything is touched. */
    readonly onSnapshot?: (snapshot: Snapshot) => void;
    /**
     * Told of each arm as it ends, so that a later failure loses none. Resolves to whether it is
     * kept: without that no further arm is played.
     */
    readonly onArm?: (run: ArmRun) => Promise<boolean>;
}

/** Ends after the arm that was interrupted, aborted, not kept, or left the shop not whole. */
export async function runExperiment(
    world: World,
    request: ExperimentRequest,
): Promise<readonly ArmRun[]> {
    const { place, report, signal } = request;
    await requireMonitor(world, request.abortMonitor);
    const healthy = await world.observe();
    const objections = objectionsTo(healthy);
    if (objections.length > 0) {
        throw new Error(["The shop is not healthy:", ...objections].join("\n  "));
    }
    const snapshot = snapshotOf(place, healthy, [], new Date());
    report(`snapshot of ${snapshot.objects.length} objects, hash ${snapshot.hash}`);
    request.onSnapshot?.(snapshot);
    const runs: ArmRun[] = [];
    const arms = shuffled(request);
    for (const { remediation, repetition } of arms) {
        if (runs.length > 0) {
            await coolDown(world, request);
        }
        if (signal.aborted) {
            break;
        }
        const again = request.repeat > 1 ? `, repetition ${repetition}` : "";
        report(`Arm ${runs.length + 1} of ${arms.length}: ${remediation}${again}`);
        const run = await runArm(world, remediation, repetition, { ...request, snapshot });
        runs.push(run);
        const isKept = (await request.onArm?.(run)) ?? true;
        if (!isKept || !run.recovery.isWhole || run.ending.kind !== "load over") {
            break;
        }
    }
    return runs;
}

/** Windows of monitors hold longer: those over restarts ten minutes. */
const quietSeconds = 900;

/** For so long as was asked for, and until no monitor alerts of the arm before. */
async function coolDown(
    world: World,
    { coolDownSeconds, report, signal }: ExperimentRequest,
): Promise<void> {
    report(`cooling down for ${coolDownSeconds} s`);
    const until = world.now() + coolDownSeconds;
    let said = "";
    while (!signal.aborted && world.now() < until + quietSeconds) {
        await world.sleep(lookSeconds, signal).catch(() => undefined);
        requireThere(world);
        if (world.now() < until) {
            continue;
        }
        const sayings = await world.account?.monitors().catch(() => []);
        const [alert] = sayings?.filter(({ state }) => state === "Alert") ?? [];
        if (alert === undefined) {
            return;
        }
        if (alert.name !== said) {
            said = alert.name;
            report(`still in alert: ${said}`);
        }
    }
}

export interface PlannedArm {
    readonly remediation: string;
    readonly repetition: number;
}

/** All arms in each repetition, each time in an order of its own: time of day favours none. */
export function shuffled({
    remediations,
    repeat,
    seed,
}: Pick<ExperimentRequest, "remediations" | "repeat" | "seed">): readonly PlannedArm[] {
    const random = xoroshiro128plus(seed);
    return Array.from({ length: repeat }, (_, at) => {
        const order = [...remediations];
        for (let last = order.length - 1; last > 0; last -= 1) {
            const other = uniformInt(random, 0, last);
            [order[last], order[other]] = [order[other] ?? "", order[last] ?? ""];
        }
        return order.map((remediation) => ({ remediation, repetition: at + 1 }));
    }).flat();
}
