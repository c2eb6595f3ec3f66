import { Option } from "commander";

import { kubernetesObjects } from "../plan/plan";
import { scenarios } from "../scenarios/registry";
import { grain, sweep, type Trial } from "../fidelity/calibration/sweep";
import { playPool, type PlayPool } from "../fidelity/pool";
import type { HostSpeed } from "../twin/physics/hostSpeed";
import { incidentArgument } from "./calibrateArguments";
import { calibrationText, progressText } from "./calibrateText";
import { triedLoad } from "./calibrateLoad";
import { houseCommand } from "./houseCommand";
import { onceOnly } from "./onceOnly";
import { run } from "./run";
import { requirePrevention } from "./settingProblems";
import { hostSpeedOption, nodeCpusOption } from "./simulationOptions";
import { wholeNumber } from "./values";

interface Options {
    readonly probes: string;
    readonly remediation: string;
    readonly hostSpeed: HostSpeed;
    readonly nodeCpus: number;
    readonly spawnRate?: number;
    readonly seeds: number;
    readonly most: number;
    readonly json?: true;
}

const command = houseCommand(
    "npm run calibrate",
    "Finds how many users keep an incident's symptom contract, by simulation; of a load that " +
        "finds that by itself, which number it comes to.",
)
    .addArgument(incidentArgument())
    .addOption(
        new Option("--probes <profile>", "probe timing")
            .choices(["testbed", "upstream"])
            .default("testbed"),
    )
    .option(
        "--remediation <list>",
        "in place before the load: one of hpa, limits, probes, replicas, or a list",
        "none",
    )
    .addOption(hostSpeedOption())
    .addOption(nodeCpusOption())
    .option(
        "--spawn-rate <number>",
        "users started per second (default: the incident's)",
        wholeNumber(1, 1000),
    )
    .option("--seeds <number>", "runs per count of users", wholeNumber(1, 100), 5)
    .option("--most <number>", "highest count of users to try", wholeNumber(10, 10_000), 2000)
    .option("--json", "print the result as JSON")
    .addHelpText(
        "after",
        "\nExamples:\n  npm run calibrate -- latency\n" +
            "  npm run calibrate -- hybrid --spawn-rate 40 --probes upstream --remediation limits",
    );

run(async () => {
    onceOnly(command).parse();
    const incident = command.args[0] ?? "";
    const options = command.opts<Options>();
    const scenario = scenarios[incident];
    if (scenario === undefined) {
        throw new Error(`There is no incident "${incident}".`);
    }
    requirePrevention(options.remediation);
    const spawnRate = options.spawnRate ?? scenario.load.spawnRate;
    const settings = {
        incident,
        probes: options.probes,
        remediation: options.remediation,
        spawnRate: String(spawnRate),
    };
    // Before anything that takes time: loading the program.
    const seeds = options.seeds === 1 ? "1 seed" : `${options.seeds} seeds`;
    process.stderr.write(`Calibrating ${incident} by simulation, ${seeds} each …\n`);
    const pool = await playPool();
    try {
        const trial = trialOf(pool, settings, options);
        // A load that finds its level has no number of users to be found.
        const found = scenario.load.level ? undefined : await sweep(scenario, trial, options.most);
        const { users } = scenario.load;
        const load = triedLoad(scenario, { users, spawnRate }, await trial(users));
        const { hostSpeed, nodeCpus } = options;
        console.log(
            options.json === true
                ? JSON.stringify({ settings, hostSpeed, nodeCpus, ...found, load }, undefined, 2)
                : calibrationText({
                      scenario,
                      settings,
                      hostSpeed,
                      nodeCpus,
                      found,
                      load,
                      grain,
                      seeds: options.seeds,
                  }),
        );
    } finally {
        await pool.close();
    }
});

let countsTried = 0;

function trialOf(
    pool: PlayPool,
    settings: Readonly<Record<string, string>>,
    { hostSpeed, nodeCpus, seeds }: Options,
): Trial {
    return async (users) => {
        const { renderPlan } = await import("../plan/render.js");
        const incident = kubernetesObjects(await renderPlan({ ...settings, users: String(users) }));
        process.stderr.write(`${progressText(users, countsTried)}\n`);
        countsTried += 1;
        return Promise.all(
            Array.from({ length: seeds }, (_, at) =>
                pool.play({ incident, conditions: { hostSpeed, nodeCpus }, seed: at + 1 }),
            ),
        );
    };
}
