import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";

import { SingleBar } from "cli-progress";
import { Option } from "commander";

import type { Play } from "../fidelity/comparedRuns";
import { fidelityPage, keptText, pageTitle } from "../fidelity/page";
import { playPool } from "../fidelity/pool";
import { projectFolder } from "../tools/projectFolder";
import { houseCommand } from "./houseCommand";
import { onceOnly } from "./onceOnly";
import { fromCaller, requireOwnFile } from "./paths";
import { run } from "./run";
import { nodeCpusOption } from "./simulationOptions";
import { wholeNumber } from "./values";

const page = join(projectFolder, "docs", "fidelity.md");

interface Options {
    readonly seeds: number;
    readonly nodeCpus: number;
    readonly out: string;
}

const command = houseCommand(
    "npm run fidelity",
    "Sets the simulated cluster beside every measured run, and writes docs/fidelity.md.",
)
    .option("--seeds <number>", "runs each, with the seeds from 1 on", wholeNumber(1, 1000), 20)
    .addOption(nodeCpusOption())
    .addOption(
        new Option("--out <file>", "file to write")
            .argParser(fromCaller)
            .default(page, "docs/fidelity.md of the project"),
    );

run(async () => {
    onceOnly(command).parse();
    const { seeds, nodeCpus, out } = command.opts<Options>();
    // Before minutes of simulation, not after.
    requireOwnFile(`--out ${out}`, out, pageTitle);
    // Before anything that takes time: loading the program.
    console.error(
        `Simulating every measured run with ${seeds === 1 ? "1 seed" : `${seeds} seeds`} …`,
    );
    const pool = await playPool();
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
        const play = playWith(seeds);
        const { busyNodes, compareMeasured, foresee, keepPromises, startupEffects } =
            await import("../fidelity/comparedRuns.js");
        const [compared, foresights, promises, busy, effects] = await Promise.all([
            compareMeasured(play, playWith(1)),
            foresee(play),
            keepPromises(play, nodeCpus),
            busyNodes(play),
            startupEffects(play),
        ]);
        bar.stop();
        writeFileSync(out, fidelityPage(compared, foresights, promises, busy, effects, seeds));
        console.log(keptText(compared));
        console.log(`Written: ${relative(process.cwd(), out)}`);
    } finally {
        bar.stop();
        await pool.close();
    }
});
