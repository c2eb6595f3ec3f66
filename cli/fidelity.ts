import { existsSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

import { SingleBar } from "cli-progress";
import { Command } from "commander";

import { kubernetesObjects, type PlannedObject } from "../plan/plan";
import { renderPlan } from "../plan/render";
import { labComparison, clusterComparison } from "../twin/fidelity/comparison";
import type { Figures } from "../twin/fidelity/figures";
import { measuredRuns } from "../twin/fidelity/measuredRuns";
import { fidelityPage } from "../twin/fidelity/page";
import { asMeasured, type Conditions, settingsOf } from "../twin/fidelity/playRun";
import { playPool } from "../twin/fidelity/pool";
import { promisedRuns } from "../twin/fidelity/promises";
import { wholeNumber } from "./numbers";
import { run } from "./run";

const page = join(__dirname, "..", "docs", "fidelity.md");

const command = new Command("npm run fidelity --")
    .description(
        "Sets the simulated cluster beside every measured run, and writes docs/fidelity.md.",
    )
    .option("--seeds <n>", "seeds 1 to n", wholeNumber(1, 1000), 20)
    .option("--out <file>", "file to write", page)
    .showHelpAfterError("All options: npm run fidelity -- --help");

const published = { hostSpeed: "published" } as const;

/** Plays the run under all seeds at once; the pool puts them in line. */
type Play = (
    objects: readonly PlannedObject[],
    conditions: Conditions,
) => Promise<readonly Figures[]>;

async function compare(play: Play, seeds: number): Promise<string> {
    const compared = measuredRuns.map(async (measured) => {
        const plan = await renderPlan(settingsOf(measured));
        const objects = asMeasured(kubernetesObjects(plan), measured);
        const figures = await play(objects, measured.conditions);
        const comparison =
            measured.conditions.hostSpeed === "lab" ? labComparison : clusterComparison;
        return { run: measured, rows: comparison(measured, figures) };
    });
    const kept = promisedRuns.map(async (promised) => {
        const plan = await renderPlan(promised.settings);
        return { run: promised, figures: await play(kubernetesObjects(plan), published) };
    });
    return fidelityPage(await Promise.all(compared), await Promise.all(kept), seeds);
}

run(async () => {
    command.parse();
    const { seeds, out } = command.opts<{ seeds: number; out: string }>();
    // Before minutes of simulation, not after.
    if (!existsSync(dirname(resolve(out)))) {
        throw new Error(
            `${out} cannot be written: its folder is missing. Create it, or name another.`,
        );
    }
    const pool = playPool();
    const bar = new SingleBar({ format: "{bar} {value}/{total} runs", clearOnComplete: true });
    bar.start(seeds * (measuredRuns.length + promisedRuns.length), 0);
    const play: Play = (incident, conditions) =>
        Promise.all(
            Array.from({ length: seeds }, async (_, at) => {
                const figures = await pool.play({ incident, conditions, seed: at + 1 });
                bar.increment();
                return figures;
            }),
        );
    try {
        const text = await compare(play, seeds);
        bar.stop();
        writeFileSync(out, text);
        console.log(/\*\*(.*kept.*)\*\*/.exec(text)?.[1] ?? "");
        console.log(`Written: ${relative(process.cwd(), out)}`);
    } finally {
        bar.stop();
        await pool.close();
    }
});
