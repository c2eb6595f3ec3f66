/** A program from npm that only a tier has need of: installed once per machine, outside the checkout. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { cached } from "../../../tools/cache";

/** @returns the folder of the package. */
export async function npmTool(name: string, version: string): Promise<string> {
    const report = (line: string): void => void process.stderr.write(`    ${line}\n`);
    const folder = await cached(`npm-${name}-${version}`, report, async (made) => {
        report(`Installing ${name} ${version} from npm, once for this machine`);
        const what = ["--ignore-scripts", "--no-audit", "--no-fund", `${name}@${version}`];
        await promisify(execFile)("npm", ["install", "--prefix", made, ...what]);
    });
    return join(folder, "node_modules", name);
}
