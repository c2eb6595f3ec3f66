/** A Python environment with exactly pinned packages, made once and kept in the user's cache. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { cached, cacheRoot } from "./cache";

const oldestPython: readonly [number, number] = [3, 9];

/**
 * The interpreter of the environment for a requirements file, which must pin every package exactly.
 * Its folder's name is a hash of the file and the Python version: other pins get another folder.
 */
export async function pythonEnvironment(
    requirements: string,
    contents = "Locust 2.32.1 and what it needs (about 10 s)",
): Promise<string> {
    if (process.platform === "win32") {
        throw new Error("Locust's worker processes need Linux or macOS; use WSL on Windows.");
    }
    const version = findPython();
    const hash = createHash("sha256")
        .update(version)
        .update(await readFile(requirements))
        .digest("hex")
        .slice(0, 16);
    const folder = await cached(`python-${hash}`, progress, async (unfinished) => {
        progress(`Making a Python environment, once, in ${cacheRoot()}`);
        await run("python3", ["-m", "venv", unfinished]);
        progress(`Installing ${contents}`);
        // As `python -m`: the scripts in bin name the folder in which they were made.
        const python = join(unfinished, "bin", "python");
        const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        const pinned = ["--no-deps", "--only-binary", ":all:", "--requirement", requirements];
        await run(python, [...pip, ...pinned]);
        await run(python, ["-m", "pip", "check"]);
    });
    return join(folder, "bin", "python");
}

/** The version of python3; throws, and says what to do, when there is none that will do. */
function findPython(): string {
    const program = "import sys; print('.'.join(map(str, sys.version_info[:3])))";
    const { status, stdout } = spawnSync("python3", ["-c", program], { encoding: "utf8" });
    const needed = `python3 ${oldestPython.join(".")} or newer with venv`;
    if (status !== 0) {
        throw new Error(`The load scripts are tested with real Locust, which needs ${needed}.`);
    }
    const version = stdout.trim();
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major !== oldestPython[0] || minor < oldestPython[1]) {
        throw new Error(`The python3 on the PATH is ${version}; Locust needs ${needed}.`);
    }
    return version;
}

function progress(text: string): void {
    process.stderr.write(`    ${text}\n`);
}

async function run(command: string, parameters: readonly string[]): Promise<void> {
    const child = spawn(command, parameters, { stdio: ["ignore", "pipe", "pipe"] });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => output.push(text));
    }
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) {
        throw new Error(`${command} ${parameters.join(" ")} failed:\n${output.join("")}`);
    }
}
