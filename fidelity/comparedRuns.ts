import { kubernetesObjects, type PlannedObject } from "../plan/plan";
import { renderPlan } from "../plan/render";
import { requestCost } from "../twin/physics/frontEnd";
import { median } from "../verdict/chance";
import { type BusyNode, coldOtherCores, otherCores, replicasSettings } from "./busyNode";
import { asUpstreamStarts, type ColdStart, playColdStart, withLoadOf } from "./coldStart";
import { clusterRuns } from "./clusterRuns";
import { judgedFigures, otherFigures } from "./comparison";
import type { SimulatedFigures } from "./figures";
import { labRuns } from "./labRuns";
import { type Foresight, foreseenRuns } from "./foreseenRuns";
import { fitsWithoutOne, type Measurement } from "./leaveOneOut";
import { measuredCosts } from "./measuredCosts";
import type { Conditions } from "./measuredRun";
import type { ComparedRun, Promises } from "./page";
import { asMeasured, asSteady, settingsOf, withoutStartupProbe } from "./playRun";
import { promisedRuns } from "./promises";
import { rentedRuns } from "./rentedRuns";
import { probedIncidents, type StartupEffect } from "./startupProbe";

/** All runs that the simulation is set beside. */
export const measuredRuns = [...labRuns, ...clusterRuns, ...rentedRuns];

/**
 * Of CPU a request, and of mean response time: a wait of queues multiplies what is wrong with the
 * CPU by three and more.
 */
const weights = [1, 0.3];

const coldSeeds = [1, 2, 3, 4, 5];

/** Plays the run under all seeds at once; the pool puts them in line. */
export type Play = (
    objects: readonly PlannedObject[],
    conditions: Conditions,
) => Promise<readonly SimulatedFigures[]>;

/** Every measured run, simulated with its own CPUs; `observe` plays a run once. */
export async function compareMeasured(play: Play, observe: Play): Promise<readonly ComparedRun[]> {
    const constants = await fitsWithoutOne(requestCost, await observations(observe));
    const compared = measuredRuns.map(async (measured) => {
        const plan = await renderPlan(settingsOf(measured));
        const objects = asMeasured(kubernetesObjects(plan), measured);
        const figures = await play(objects, measured.conditions);
        const fitted = constants.get(measured.id);
        const leftOut =
            fitted && (await play(objects, { ...measured.conditions, requestCost: fitted }));
        return {
            run: measured,
            judged: judgedFigures(measured, figures),
            others: otherFigures(measured, figures),
            leftOut: leftOut && judgedFigures(measured, leftOut),
        };
    });
    return Promise.all(compared);
}

/** What was simulated before it was measured, simulated again. */
export async function foresee(play: Play): Promise<readonly Foresight[]> {
    const all = foreseenRuns.map(async (run) => {
        const objects = kubernetesObjects(await renderPlan(settingsOf(run.setup)));
        return { run, figures: await play(asMeasured(objects, run.setup), run.setup.conditions) };
    });
    return Promise.all(all);
}

/** What the incidents promise, played on a node of so many CPUs. */
export async function keepPromises(play: Play, nodeCpus: number): Promise<Promises> {
    const kept = promisedRuns.map(async (promised) => {
        const plan = await renderPlan(promised.settings);
        const conditions = { hostSpeed: "published", nodeCpus } as const;
        return { run: promised, figures: await play(kubernetesObjects(plan), conditions) };
    });
    return { kept: await Promise.all(kept), nodeCpus };
}

/** The same node with more and more of it taken by other work; a cold start under a few seeds. */
export async function busyNodes(play: Play): Promise<BusyNode> {
    const [healthy, payment] = [await renderPlan({}), await renderPlan({ incident: "payment" })];
    const shop = withLoadOf(kubernetesObjects(healthy), kubernetesObjects(payment));
    const before = asUpstreamStarts(shop);
    const replicas = kubernetesObjects(await renderPlan(replicasSettings));
    const cold = (objects: readonly PlannedObject[], cores: number): readonly ColdStart[] =>
        coldSeeds.map((seed) => playColdStart(objects, cores, seed));
    return {
        cold: coldOtherCores.map((cores) => ({
            before: cold(before, cores),
            now: cold(shop, cores),
        })),
        replicas: await Promise.all(
            otherCores.map((cores) =>
                play(replicas, { hostSpeed: "published", nodeCpus: 2, otherCores: cores }),
            ),
        ),
    };
}

/** Incidents with and without the startup probe, on the same seeds. */
export async function startupEffects(play: Play): Promise<readonly StartupEffect[]> {
    const effects = probedIncidents.map(async ({ title, settings }) => {
        const objects = kubernetesObjects(await renderPlan(settings));
        const conditions = { hostSpeed: "published" } as const;
        const [before, now] = await Promise.all([
            play(objects.map(withoutStartupProbe), conditions),
            play(objects, conditions),
        ]);
        return { title, before, now };
    });
    return Promise.all(effects);
}

/** All measured costs of a request, and the lab's runs that stayed alive, their probes aside. */
async function observations(observe: Play): Promise<readonly Measurement[]> {
    const costs = measuredCosts.map((cost) => ({ id: JSON.stringify(cost), ...cost, mean: [] }));
    const alive = labRuns.flatMap(({ measured, ...setup }) => {
        const { cpuMilliseconds, killsAtSeconds, meanSeconds } = measured;
        return cpuMilliseconds === undefined || killsAtSeconds.length > 0
            ? []
            : { ...setup, cpuMilliseconds, thinks: true, isWarm: false, mean: [meanSeconds] };
    });
    return Promise.all(
        [...costs, ...alive].map(
            async ({ id, thinks, isWarm, cpuMilliseconds, mean, ...setup }) => {
                const plan = await renderPlan(settingsOf(setup));
                const objects = asSteady(kubernetesObjects(plan), thinks);
                const simulate: Measurement["simulate"] = async (cost) => {
                    const cold = isWarm ? { ...cost.cold, excess: 0 } : cost.cold;
                    const conditions = {
                        hostSpeed: "lab",
                        requestCost: { ...cost, cold },
                    } as const;
                    const figures = await observe(objects, conditions);
                    return [
                        median(figures.map((one) => one.cpuMilliseconds)),
                        median(figures.map(({ meanSeconds }) => meanSeconds)),
                    ];
                };
                return { id, measured: [cpuMilliseconds, ...mean], weights, simulate };
            },
        ),
    );
}
