/**
 * Builds the control plane's programs from the Go modules pinned under modules/, once per machine.
 * The result is kept outside the checkout under a name made of everything that went into it.
 */
import { createHash } from "node:crypto";
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    renameSync,
    rmSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { withLock } from "./buildLock";
import { runCommand } from "./command";
import { findGo, type GoToolchain } from "./goToolchain";
import { withProgress, type Progress } from "./progress";

/** Paths of the built programs. */
export interface Programs {
    readonly etcd: string;
    readonly kubeApiserver: string;
    readonly kubeControllerManager: string;
    readonly kubeScheduler: string;
    readonly kwok: string;
}

/** A Go module whose `tool` lines name the programs to build. */
interface ToolModule {
    readonly directory: string;
    readonly subject: string;
    /** Text of go.mod and go.sum. */
    readonly pins: string;
    /** The least Go version that go.mod asks for. */
    readonly goVersion: string;
    readonly linkerFlags: string;
}

/** Returns the programs, building them first where this machine has none of these versions. */
export async function buildPrograms(report: (line: string) => void): Promise<Programs> {
    if (process.platform === "win32") {
        throw new Error(
            "The control plane does not run on Windows itself: use WSL, or name a cluster of " +
                "your own with TEST_KUBECONFIG.",
        );
    }
    const modules = [
        readModule("kubernetes", "k8s.io/kubernetes", kubernetesSymbols),
        readModule("kwok", "sigs.k8s.io/kwok", () => []),
    ];
    const root = cacheRoot();
    const directory = join(root, `control-plane-${fingerprint(modules)}`);
    if (!existsSync(directory)) {
        mkdirSync(root, { recursive: true });
        await withLock(`${directory}.lock`, report, async () => {
            // Another process may have built it while we waited.
            if (!existsSync(directory)) {
                await buildAll(modules, directory, report);
            }
        });
    }
    return programsIn(directory);
}

function readModule(
    name: string,
    path: string,
    symbols: (version: string) => readonly string[],
): ToolModule {
    const directory = join(__dirname, "modules", name);
    const definition = readFileSync(join(directory, "go.mod"), "utf8");
    const version = definition.split(`\t${path} `)[1]?.split(/\s/)[0] ?? "";
    return {
        directory,
        subject: `Building ${name} ${version}, once for this machine`,
        pins: definition + readFileSync(join(directory, "go.sum"), "utf8"),
        goVersion: /^go (\S+)/m.exec(definition)?.[1] ?? "",
        linkerFlags: ["-s", "-w", ...symbols(version)].join(" "),
    };
}

/** Puts the version where Kubernetes' own build puts it; the server reports it. */
function kubernetesSymbols(version: string): readonly string[] {
    const [major = "", minor = ""] = version.replace(/^v/, "").split(".");
    const symbols = {
        gitVersion: version,
        gitMajor: major,
        gitMinor: minor,
        gitTreeState: "clean",
        gitCommit: "",
    };
    return Object.entries(symbols).map(
        ([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`,
    );
}

function fingerprint(modules: readonly ToolModule[]): string {
    const inputs = modules.flatMap(({ pins, linkerFlags }) => [pins, linkerFlags]);
    return createHash("sha256")
        .update([...inputs, process.platform, process.arch].join("\0"))
        .digest("hex")
        .slice(0, 12);
}

function cacheRoot(): string {
    const chosen = process.env.XDG_CACHE_HOME ?? "";
    const cache = chosen === "" ? join(homedir(), ".cache") : chosen;
    return join(cache, "sock-shop-incidents");
}

async function buildAll(
    modules: readonly ToolModule[],
    directory: string,
    report: (line: string) => void,
): Promise<void> {
    const scratch = `${directory}.scratch`;
    removeLeftovers(directory);
    const partial = mkdtempSync(`${directory}.partial-`);
    for (const module of modules) {
        const toolchain = await findGo(module.directory, module.goVersion, scratch, report);
        await withProgress(module.subject, report, (progress) =>
            build(module, toolchain, partial, progress),
        );
    }
    rmSync(scratch, { recursive: true, force: true });
    // Only a directory with everything in it ever gets the name that is looked for.
    renameSync(partial, directory);
}

/** What killed builds left behind; the caller holds the lock, so nobody uses it. */
function removeLeftovers(directory: string): void {
    const prefix = `${basename(directory)}.partial-`;
    for (const name of readdirSync(dirname(directory))) {
        if (name.startsWith(prefix)) {
            rmSync(join(dirname(directory), name), { recursive: true, force: true });
        }
    }
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
        ["build", ...flags, "-ldflags", module.linkerFlags, "-o", `${output}/`, "tool"],
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
    const list = await runCommand(toolchain.go, ["list", "-mod=readonly", "-deps", "tool"], {
        cwd: module.directory,
        env: toolchain.env,
        onErrorLine: (line) => {
            downloads += 1;
            progress.at(`module ${downloads}, ${line.replace(/^go: /, "")}`);
        },
    });
    return list.trim().split("\n").length;
}

function programsIn(directory: string): Programs {
    return {
        // go names a program after its package's last element, without the major version.
        etcd: join(directory, "server"),
        kubeApiserver: join(directory, "kube-apiserver"),
        kubeControllerManager: join(directory, "kube-controller-manager"),
        kubeScheduler: join(directory, "kube-scheduler"),
        kwok: join(directory, "kwok"),
    };
}
