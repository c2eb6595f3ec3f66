/**
 * Builds programs from pinned Go modules, once per machine: a set of programs, such as the control
 * plane's, for each tier that has need of one.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { cached, cacheRoot } from "../../tools/cache";
import { runCommand } from "./command";
import { findGo, type GoToolchain } from "./goToolchain";
import { withProgress, type Progress } from "../../tools/progress";
import { fingerprint, type ModuleRequest, readModule, type ToolModule } from "./toolModule";

/** What to build, and what to say about it. */
export interface BuildRequest {
    /** Name of the folder, before the fingerprint of all that went into it. */
    readonly set: string;
    readonly modules: readonly ModuleRequest[];
    /** What the programs take, in MB. */
    readonly megabytes: number;
    /** What else can be done where nothing can be built: a sentence. */
    readonly wayOut?: string;
}

/** Returns the folder with the programs of that set. */
export async function buildPrograms(
    request: BuildRequest,
    report: (line: string) => void,
): Promise<string> {
    const { set, megabytes, wayOut = "" } = request;
    if (process.platform === "win32") {
        throw new Error(`The control plane does not run on Windows itself: use WSL. ${wayOut}`);
    }
    const modules = request.modules.map(readModule);
    return cached(`${set}-${fingerprint(modules)}`, report, (folder) => {
        report(
            `What is built now stays in ${folder.replace(/\.partial-.*/, "")}: ${megabytes} MB.`,
        );
        return buildAll(modules, folder, { report, wayOut });
    });
}

interface Words {
    readonly report: (line: string) => void;
    readonly wayOut: string;
}

async function buildAll(
    modules: readonly ToolModule[],
    output: string,
    { report, wayOut }: Words,
): Promise<void> {
    const scratch = join(cacheRoot(), "build.scratch");
    for (const module of modules) {
        const wanted = { moduleDirectory: module.directory, version: module.goVersion, wayOut };
        const toolchain = await findGo(wanted, scratch, report);
        await withProgress(module.subject, report, (progress) =>
            build(module, toolchain, output, progress),
        );
    }
    rmSync(scratch, { recursive: true, force: true });
}

async function build(
    module: ToolModule,
    toolchain: GoToolchain,
    output: string,
    progress: Progress,
): Promise<void> {
    const total = await countPackages(module, toolchain, progress);
    let compiled = 0;
    const flags = ["-v", "-mod=readonly", "-trimpath", "-buildvcs=false"];
    await runCommand(
        toolchain.go,
        ["build", ...flags, "-ldflags", module.linkerFlags, "-o", `${output}/`, ...module.packages],
        {
            cwd: module.directory,
            env: toolchain.env,
            onErrorLine: (line) => {
                compiled += 1;
                progress.at(`package ${compiled} of at most ${total}, ${line}`);
            },
        },
    );
}

/** Downloads the modules and says how many packages they compile to, at most. */
async function countPackages(
    module: ToolModule,
    toolchain: GoToolchain,
    progress: Progress,
): Promise<number> {
    let downloads = 0;
    const list = await runCommand(
        toolchain.go,
        ["list", "-mod=readonly", "-deps", ...module.packages],
        {
            cwd: module.directory,
            env: toolchain.env,
            onErrorLine: (line) => {
                downloads += 1;
                progress.at(`module ${downloads}, ${line.replace(/^go: /, "")}`);
            },
        },
    );
    return list.trim().split("\n").length;
}
