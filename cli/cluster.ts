import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";

import { parse } from "yaml";

import { runProgram } from "../live/doctor/programs";
import { docker, kind, toolFinding } from "../live/doctor/tools";
import { projectFolder } from "../tools/projectFolder";
import { houseCommand } from "./houseCommand";
import type { Output } from "./output";
import { run } from "./run";

const configFile = join(projectFolder, "docs", "kind.yaml");

/** As kind calls it; its context has `kind-` in front. */
const { name } = parse(readFileSync(configFile, "utf8")) as { readonly name: string };

/** Makes the cluster of docs/kind.yaml, or takes it away. Rejects with what is in the way. */
export async function cluster(args: readonly string[], say: Output): Promise<void> {
    const program = houseCommand(
        "npm run cluster",
        `Makes the cluster ${name} of docs/kind.yaml with kind, or takes it away.`,
    );
    program
        .command("create")
        .description("with the shop's port on this machine; a minute, more the first time")
        .action(() => create(say));
    program
        .command("delete")
        .description("with all that is in it; what a stack knows of it stays")
        .action(() => remove(say));
    await program.parseAsync(args, { from: "user" });
}

async function create(say: Output): Promise<void> {
    if ((await clusters()).includes(name)) {
        say.log(`Cluster ${name} is there already: context kind-${name}.`);
        return;
    }
    await kindDoes("create", "cluster", "--config", relative(process.cwd(), configFile));
    say.log(`Context kind-${name}. Whether all is well: npm run doctor. The shop: pulumi up`);
}

async function remove(say: Output): Promise<void> {
    if (!(await clusters()).includes(name)) {
        say.log(`There is no cluster ${name}.`);
        return;
    }
    await kindDoes("delete", "cluster", "--name", name);
    say.log(
        `Cluster ${name} is gone. A stack that still knows of it: docs/operations.md, ` +
            '"The cluster is gone, the stack is not".',
    );
}

/** Clusters that kind knows of; rejects where it or Docker is missing. */
async function clusters(): Promise<readonly string[]> {
    const found = await Promise.all([docker, kind].map((tool) => toolFinding(runProgram, tool)));
    const lacking = found.filter(({ standing }) => standing !== "ok");
    if (lacking.length > 0) {
        // Docker's own words end with a question.
        const lines = lacking.map(({ what, found: how, mend }) => {
            return `${what}: ${/[.?!]$/.test(how) ? how : `${how}.`} ${mend}`;
        });
        throw new Error(
            `${lines.join("\n")}\nWithout a cluster there is the range: npm run range -- hybrid`,
        );
    }
    const { code, output, errors } = await runProgram("kind", ["get", "clusters"]);
    if (code !== 0) {
        throw new Error(`kind cannot say which clusters there are: ${errors.trim()}`);
    }
    return output.split(/\s+/);
}

/** Its words go to the terminal as they come: it takes a minute. */
async function kindDoes(...args: readonly string[]): Promise<void> {
    const child = spawn("kind", args, { stdio: "inherit" });
    const [code] = (await once(child, "exit")) as [number | null];
    if (code !== 0) {
        throw new Error(`kind ${args.join(" ")} failed; what is in its way stands above.`);
    }
}

if (require.main === module) {
    run(() => cluster(process.argv.slice(2), console));
}
