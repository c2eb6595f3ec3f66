/** A range of its own for an experiment, which ends with it. */
import { rangeWorld } from "../../experiment/rangeWorld";
import { contextName } from "../../range/contextName";
import { findPrograms } from "../../range/programs";
import { newPlace } from "../../range/state/place";
import { defaultPlace } from "../../live/snapshot/place";
import { requireFreePort } from "../range/freePort";
import { startUntil } from "../range/startUntil";
import { messageOf } from "../../tools/messageOf";
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
    const ofShop = Object.entries(settings).filter(([key]) => !(key in load));
    const healthy = {
        ...{ kubeContext: contextName, observability: "resources" },
        ...Object.fromEntries(ofShop),
    };
    await requireFreePort(healthy, "-c nodePort=");
    const programs = await findPrograms(asked.programs, process.env.KUBEBUILDER_ASSETS, report);
    process.umask(0o077);
    const death = new AbortController();
    const giveUp = (): void => {
        death.abort(interrupt.reason);
    };
    interrupt.addEventListener("abort", giveUp);
    report("Starting a range …");
    const come = (obituary = "somebody has ended it by its console"): void => {
        // What else dies then dies of it.
        if (!death.signal.aborted) {
            report(obituary);
            const [why = ""] = obituary.split(/[;\n]/);
            death.abort(new Error(`The range is gone: ${why}`));
        }
    };
    const { speed } = asked;
    const range = await startUntil(
        { come, signal: death.signal },
        { place: newPlace(), programs, speed, node: { ...asked, seed }, healthy, report },
    );
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
        world: rangeWorld(range, place, { incident, ...load }, report, () =>
            death.signal.aborted ? messageOf(death.signal.reason) : undefined,
        ),
        left: () => "Left: nothing. The range ends with this command.",
        ...{ place, end },
    };
}
