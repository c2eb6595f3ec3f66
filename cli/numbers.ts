import { InvalidArgumentError, Option } from "commander";

import { defaultNodeCpus } from "../twin/physics/node";

/**
 * Reads a whole number between two bounds, both included and the upper one not needed; throws what
 * commander shows.
 */
export function wholeNumber(low: number, high = Number.MAX_SAFE_INTEGER): (text: string) => number {
    return (text) => {
        const value = Number(text);
        if (!/^\d+$/.test(text) || value < low || value > high) {
            const range = high === Number.MAX_SAFE_INTEGER ? "up" : `to ${high}`;
            throw new InvalidArgumentError(`Give a whole number from ${low} ${range}.`);
        }
        return value;
    };
}

/** The option of all commands that simulate: which machine. */
export function hostSpeedOption(): Option {
    return new Option("--host-speed <machine>", "which machine is simulated")
        .choices(["published", "lab"])
        .default("published");
}

/** The option of all commands that simulate: how large the node is. */
export function nodeCpusOption(): Option {
    return new Option(
        "--node-cpus <number>",
        "CPUs of the node that shop, load and control plane share, 1 to 256",
    )
        .argParser(wholeNumber(1, 256))
        .default(defaultNodeCpus);
}
