/** The options of all commands that simulate. */
import { Option } from "commander";

import { defaultNodeCpus } from "../twin/physics/node";
import { wholeNumber } from "./values";

/** Which machine. */
export function hostSpeedOption(): Option {
    return new Option("--host-speed <machine>", "which machine is simulated")
        .choices(["published", "lab"])
        .default("published");
}

/** How large the node is. */
export function nodeCpusOption(): Option {
    return new Option(
        "--node-cpus <number>",
        "CPUs of the node that shop, load and control plane share, 1 to 256",
    )
        .argParser(wholeNumber(1, 256))
        .default(defaultNodeCpus);
}
