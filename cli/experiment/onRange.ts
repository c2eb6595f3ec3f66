/** A range of its own for an experiment, which ends with it. */
import { rangeWorld } from "../../experiment/rangeWorld";
import { WorldClock } from "../../range/clock";
import { contextName } from "../../range/contextName";
import { findPrograms } from "../../range/programs";
import { startRange } from "../../range/range";
import { newPlace } from "../../range/state/place";
import { defaultPlace } from "../../live/snapshot/place";
import type { AskedExperiment } from "./arguments";
import type { Stage } from "./stage";

/**
 * Starts it and brings up the shop.
 * @param interrupt gives up the start; later on only the experiment decides when the range ends
 */
export async function stageOnRange(
    { incident, load, settings, seed, range: asked }: AskedExperiment,
    report: (line: string) => void,
    interrupt: AbortSignal,
): Promise<Stage> {
    const programs = await findPrograms(asked.programs, process.env.KUBEBUILDER_ASSETS, report);
    process.umask(0o077);
    const death = new AbortController();
    const giveUp = (): void => {
        death.abort(interrupt.reason);
    };
    interrupt.addEventListener("abort", giveUp);
    const clock = new WorldClock({ speed: asked.speed });
    const ofShop = Object.entries(settings).filter(([key]) => !(key in load));
    report("Starting a range …");
    const range = await startRange({
        ...{ place: newPlace(), programs, clock, node: { ...asked, seed }, report },
        healthy: {
            kubeContext: contextName,
            observability: "resources",
            ...Object.fromEntries(ofShop),
        },
        onDeath: (obituary) => {
            report(obituary);
            death.abort(new Error(obituary));
        },
        onEnd: giveUp,
        signal: death.signal,
    });
    const place = {
        context: contextName,
        namespace: settings.namespace ?? defaultPlace.namespace,
    };
    const end = (): Promise<void> => {
        report("Ending the range …");
        return range.stop();
    };
    try {
        report("Bringing up the shop …");
        await range.bringUp();
    } catch (error) {
        await end();
        throw error;
    }
    interrupt.removeEventListener("abort", giveUp);
    return {
        world: rangeWorld(range, clock, place, { incident, ...load }, report),
        left: () => "Left: nothing. The range ends with this command.",
        ...{ place, end },
    };
}
