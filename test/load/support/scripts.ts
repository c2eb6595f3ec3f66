/** The load scripts in folders of their own, and a Python that has Locust. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadFiles } from "../../../scenarios/load/files";
import type { LevelControl } from "../../../scenarios/load/level";
import type { Mix } from "../../../scenarios/load/mixes";
import { pythonEnvironment } from "../../../tools/python";

const folders: string[] = [];

/** A folder with what the ConfigMap of a run holds; the prelude goes in front of the locustfile. */
export function scriptFolder(mix: Mix, prelude = "", level?: LevelControl): string {
    const folder = mkdtempSync(join(tmpdir(), "locust-run-"));
    folders.push(folder);
    for (const [name, text] of Object.entries(loadFiles(mix, level))) {
        writeFileSync(join(folder, name), name === "locustfile.py" ? prelude + text : text);
    }
    return folder;
}

/** Remove what the runs of this file left behind. */
export function removeRuns(): void {
    for (const folder of folders.splice(0)) {
        rmSync(folder, { recursive: true, force: true });
    }
}

/** Run a few lines of Python beside the modules of the mix; the result is what they print. */
export async function runPython(
    mix: Mix,
    program: string,
    environment: Readonly<Record<string, string>> = {},
): Promise<string> {
    const child = spawn(await locustPython(), ["-c", program], {
        cwd: scriptFolder(mix),
        stdio: ["ignore", "pipe", "pipe"],
        env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: "1", ...environment },
    });
    const printed: string[] = [];
    const errors: string[] = [];
    child.stdout.setEncoding("utf8").on("data", (text: string) => printed.push(text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => errors.push(text));
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) {
        throw new Error(`Python ended with ${String(code)}:\n${errors.join("")}`);
    }
    return printed.join("");
}

let python: Promise<string> | undefined;

/** The interpreter that has Locust; the first call may install it. */
export function locustPython(): Promise<string> {
    python ??= pythonEnvironment(join(__dirname, "..", "requirements.txt"));
    return python;
}
