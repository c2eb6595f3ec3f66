import { kubernetesObjects } from "../plan/plan";
import { grain, sweep, type Trial } from "../fidelity/calibration/sweep";
import { playPool, type PlayPool } from "../fidelity/pool";
import { askedOrExit } from "./asked";
import { type CalibrateRequest, parseCalibrate } from "./calibrate/arguments";
import { triedLoad } from "./calibrate/load";
import { calibrationText, progressText } from "./calibrate/text";
import type { Output } from "./output";
import { run } from "./run";

/** Resolves to the exit code. */
export async function calibrate(args: readonly string[], say: Output): Promise<number> {
    const asked = askedOrExit(() => parseCalibrate(args, say));
    if (typeof asked === "number") {
        return asked;
    }
    const { scenario, settings, spawnRate, hostSpeed, nodeCpus, seeds } = asked;
    // Before anything that takes time: loading the program.
    const each = seeds === 1 ? "1 seed" : `${seeds} seeds`;
    say.error(`Calibrating ${scenario.id} by simulation, ${each} each …`);
    const pool = await playPool();
    try {
        const trial = trialOf(pool, asked, say);
        // A load that finds its level has no number of users to be found.
        const found = scenario.load.level ? undefined : await sweep(scenario, trial, asked.most);
        const { users } = scenario.load;
        const load = triedLoad(scenario, { users, spawnRate }, await trial(users));
        const conditions = { settings, hostSpeed, nodeCpus };
        say.log(
            asked.json
                ? JSON.stringify({ ...conditions, ...found, load }, undefined, 2)
                : calibrationText({ scenario, ...conditions, found, load, grain, seeds }),
        );
    } finally {
        await pool.close();
    }
    return 0;
}

function trialOf(
    pool: PlayPool,
    { settings, hostSpeed, nodeCpus, seeds }: CalibrateRequest,
    say: Output,
): Trial {
    let countsTried = 0;
    return async (users) => {
        const { renderPlan } = await import("../plan/render.js");
        const incident = kubernetesObjects(await renderPlan({ ...settings, users: String(users) }));
        say.error(progressText(users, countsTried));
        countsTried += 1;
        return Promise.all(
            Array.from({ length: seeds }, (_, at) =>
                pool.play({ incident, conditions: { hostSpeed, nodeCpus }, seed: at + 1 }),
            ),
        );
    };
}

if (require.main === module) {
    run(async () => {
        process.exitCode = await calibrate(process.argv.slice(2), console);
    });
}
