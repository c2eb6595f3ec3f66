import { podTrouble } from "../components/incident/deploymentHealth";
import type { ObservedShop } from "../live/snapshot/observe";
import { lookSeconds } from "./record/recorder";
import { requireThere, type World } from "./world";

/** For how long the shop has to be well before it is broken. */
const steadySeconds = 30;

/** New pods need three minutes until catalogue, payment and user are ready. */
export const patienceSeconds = 600;

export interface SteadyOptions {
    readonly report: (line: string) => void;
    readonly signal: AbortSignal;
}

/** Healthy without a break for long enough; rejects after a while, and when it is interrupted. */
export async function awaitSteady(world: World, { report, signal }: SteadyOptions): Promise<void> {
    const start = world.now();
    let since: number | undefined;
    let said = "";
    for (;;) {
        requireThere(world);
        const trouble = await world.observe().then(troubleIn, () => "the cluster does not answer");
        const now = world.now();
        since = trouble === undefined ? (since ?? now) : undefined;
        if (since !== undefined && now - since >= steadySeconds) {
            return;
        }
        if (now - start > patienceSeconds) {
            const why = trouble ?? "not for long enough";
            throw new Error(`The shop is not steady before the incident: ${why}`);
        }
        const state = trouble ?? `healthy, to stay so for ${steadySeconds} s`;
        if (state !== said) {
            report(`before the incident: ${state}`);
            said = state;
        }
        await world.sleep(lookSeconds, signal);
    }
}

function troubleIn({ pods, frontEnd }: ObservedShop): string | undefined {
    const [first] = pods.flatMap((one) => {
        const trouble = podTrouble(one);
        return trouble === undefined ? [] : [`${one.name}: ${trouble}`];
    });
    return first ?? frontEnd.failure;
}
