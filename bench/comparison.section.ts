import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { pythonEnvironment } from "../tools/python";
import { type ClosedModel, playClosedModel } from "./closedModel";
import { type BenchSection, cpuSeconds, whole } from "./section";

const model: ClosedModel = {
    users: 1000,
    thinkMin: 1,
    thinkMax: 3,
    work: 0.5e-3,
    limit: 0.3,
    // Long enough that the start of a run, and a compiler that warms up, do not count.
    seconds: 1000,
    seed: 1,
};

/** Ciw's time per request does not fall with the length, and it would take minutes. */
const shortened: ClosedModel = { ...model, seconds: 100 };

/** How many times faster than either of the others it must be. */
const promised = 10;

interface Outcome {
    readonly requests: number;
    readonly cpuSeconds: number;
}

function inPython(python: string, script: string, played: ClosedModel): Outcome {
    const file = join(__dirname, "python", script);
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
    const text = execFileSync(python, [file, JSON.stringify(played)], { env, encoding: "utf8" });
    return JSON.parse(text) as Outcome;
}

export const section: BenchSection = {
    title: "The same closed model in SimPy 4.1.2 and Ciw 3.2.7: one process each, CPU time",
    run: async (say) => {
        const requirements = join(__dirname, "requirements.txt");
        const python = await pythonEnvironment(requirements, "SimPy and Ciw");
        const { seconds, value } = await cpuSeconds(() => playClosedModel(model));
        const outcomes: readonly (readonly [name: string, outcome: Outcome])[] = [
            ["twin", { requests: value, cpuSeconds: seconds }],
            ["SimPy", inPython(python, "simpy_model.py", model)],
            ["Ciw", inPython(python, "ciw_model.py", shortened)],
        ];
        const rate = (outcome: Outcome): number => outcome.requests / outcome.cpuSeconds;
        say(
            `${model.users} users, think time ${model.thinkMin} to ${model.thinkMax} s, one server ` +
                `under a quota of ${model.limit} cores, ${model.seconds} s (Ciw: ${shortened.seconds} s)`,
        );
        const own = value / seconds;
        for (const [name, outcome] of outcomes) {
            const times = own / rate(outcome);
            say(
                `  ${name.padEnd(6)} ${whole(outcome.requests).padStart(9)} requests  ` +
                    `${outcome.cpuSeconds.toFixed(2).padStart(6)} s  ` +
                    `${whole(rate(outcome)).padStart(10)} requests/s` +
                    (name === "twin" ? "" : `  twin is ${times.toFixed(0)} times as fast`),
            );
        }
        for (const [name, outcome] of outcomes.slice(1)) {
            if (own < promised * rate(outcome)) {
                throw new Error(`Less than ${promised} times as fast as ${name}.`);
            }
        }
    },
};
