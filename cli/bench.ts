import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { type BenchSection, runSections } from "../bench/section";
import { houseCommand } from "./houseCommand";
import { run } from "./run";

const folder = join(__dirname, "..", "bench");
const suffix = ".section.ts";
const load = createRequire(__filename);

const names = readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .sort();

const command = houseCommand(
    "npm run bench",
    "Measures speed: the simulation, its growth, and others beside it.",
).argument("[sections...]", `some of ${names.join(", ")}; all when none is named`);

run(async () => {
    command.parse();
    const unknown = command.args.find((name) => !names.includes(name));
    if (unknown !== undefined) {
        throw new Error(`There is no section "${unknown}". Allowed: ${names.join(", ")}.`);
    }
    const asked = command.args.length > 0 ? command.args : names;
    // Before anything that takes time: loading the program.
    console.error(`Measuring ${asked.join(", ")} …`);
    const sections = asked.map((name) => {
        const { section } = load(join(folder, `${name}${suffix}`)) as { section: BenchSection };
        return [name, section] as const;
    });
    await runSections(sections, (line) => {
        console.log(line);
    });
});
