import { existsSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

import { SingleBar } from "cli-progress";
import { Command } from "commander";

import { kubernetesObjects, type PlannedObject } from "../plan/plan";
import { renderPlan } from "../plan/render";
import { type BusyNode, otherCores, replicasSettings } from "../fidelity/busyNode";
import { playColdStart, withLoadOf } from "../fidelity/coldStart";
import { judgedFigures, otherFigures } from "../fidelity/comparison";
import type { SimulatedFigures } from "../fidelity/figures";
import { labRuns } from "../fidelity/labRuns";
import { fitsWithoutOne, type Measurement } from "../fidelity/leaveOneOut";
import { measuredCosts } from "../fidelity/measuredCosts";
import { measuredRuns } from "../fidelity/measuredRuns";
import { fidelityPage } from "../fidelity/page";
import type { Conditions } from "../fidelity/measuredRun";
import { asMeasured, asSteady, settingsOf } from "../fidelity/playRun";
import { playPool } from "../fidelity/pool";
import { promisedRuns } from "../fidelity/promises";
import { requestCost } from "../twin/physics/frontEnd";
import { median } from "../verdict/chance";
import { nodeCpusOption, wholeNumber } from "./numbers";
import { run } from "./run";

const page = join(__dirname, "..", "docs", "fidelity.md");

interface Options {
    readonly seeds: number;
    readonly nodeCpus: number;
    readonly out: string;
}

const command = new Command("npm run fidelity --")
    .description(
        "Sets the simulated cluster beside every measured run, and writes docs/fidelity.md.",
    )
    .option("--seeds <n>", "seeds 1 to n", wholeNumber(1, 1000), 20)
    .addOption(nodeCpusOption())
    .option("--out <file>", "file to write", page)
    .showHelpAfterError("All options: npm run fidelity -- --help");

/**
 * Of CPU a request, and of mean response time: a wait of queues multiplies what is wrong with the
 * CPU by three and more.
 */
const weights = [1, 0.3];

const coldSeeds = [1, 2, 3, 4, 5];

/** Plays the run under all seeds at once; the pool puts them in line. */
type Play = (
    objects: readonly PlannedObject[],
    conditions: Conditions,
) => Promise<readonly SimulatedFigures[]>;

/** `nodeCpus` is of the promises; measured runs have the CPUs that they had. */
async function compare(play: Play, observe: Play, { seeds, nodeCpus }: Options): Promise<string> {
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
    const kept = promisedRuns.map(async (promised) => {
        const plan = await renderPlan(promised.settings);
        const conditions = { hostSpeed: "published", nodeCpus } as const;
        return { run: promised, figures: await play(kubernetesObjects(plan), conditions) };
    });
    const busy = await busyNodes(play);
    const promises = { kept: await Promise.all(kept), nodeCpus };
    return fidelityPage(await Promise.all(compared), promises, busy, seeds);
}

/** The same node with more and more of it taken by other work; a cold start under a few seeds. */
async function busyNodes(play: Play): Promise<readonly BusyNode[]> {
    const [healthy, payment] = [await renderPlan({}), await renderPlan({ incident: "payment" })];
    const shop = withLoadOf(kubernetesObjects(healthy), kubernetesObjects(payment));
    const replicas = kubernetesObjects(await renderPlan(replicasSettings));
    return Promise.all(
        otherCores.map(async (cores) => {
            const node = { hostSpeed: "published", nodeCpus: 2, otherCores: cores } as const;
            const figures = await play(replicas, node);
            const cold = coldSeeds.map((seed) => playColdStart(shop, cores, seed));
            return { replicas: figures, cold };
        }),
    );
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

run(async () => {
    command.parse();
    const options = command.opts<Options>();
    const { seeds, out } = options;
    // Before minutes of simulation, not after.
    if (!existsSync(dirname(resolve(out)))) {
        throw new Error(
            `${out} cannot be written: its folder is missing. Create it, or name another.`,
        );
    }
    const pool = playPool();
    const bar = new SingleBar({ format: "{bar} {value}/{total} runs", clearOnComplete: true });
    bar.start(0, 0);
    const playWith =
        (count: number): Play =>
        (incident, conditions) => {
            bar.setTotal(bar.getTotal() + count);
            return Promise.all(
                Array.from({ length: count }, async (_, at) => {
                    const figures = await pool.play({ incident, conditions, seed: at + 1 });
                    bar.increment();
                    return figures;
                }),
            );
        };
    try {
        const text = await compare(playWith(seeds), playWith(1), options);
        bar.stop();
        writeFileSync(out, text);
        console.log(/\*\*(.*kept.*)\*\*/.exec(text)?.[1] ?? "");
        console.log(`Written: ${relative(process.cwd(), out)}`);
    } finally {
        bar.stop();
        await pool.close();
    }
});
