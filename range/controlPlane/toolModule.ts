/** A pinned Go module as its folder has it: what is built of it, and what tells it from an older one. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Kubernetes has its version set from outside; other programs are content without. */
export const kubernetesPath = "k8s.io/kubernetes";

/** What to build of a pinned Go module: its own package, or some that its `tool` lines name. */
export interface ModuleRequest {
    /** Where go.mod and go.sum are. */
    readonly directory: string;
    /** Path of the module whose version is that of the programs. */
    readonly path: string;
    /** Packages of the programs; go names a program after the last element of its path. */
    readonly packages: readonly string[];
}

export interface ToolModule {
    readonly directory: string;
    readonly packages: readonly string[];
    readonly subject: string;
    /** Text of go.mod, go.sum and what else is beside them. */
    readonly pins: string;
    /** The least Go version that go.mod asks for. */
    readonly goVersion: string;
    readonly linkerFlags: string;
}

export function readModule({ directory, path, packages }: ModuleRequest): ToolModule {
    const definition = readFileSync(join(directory, "go.mod"), "utf8");
    const version = definition.split(`${path} v`)[1]?.split(/\s/)[0] ?? "";
    const symbols = path === kubernetesPath ? kubernetesSymbols(version) : [];
    return {
        directory,
        packages,
        subject: `Building ${basename(path)} ${version}, once for this machine`,
        pins: readdirSync(directory)
            .map((name) => readFileSync(join(directory, name), "utf8"))
            .join("\0"),
        goVersion: /^go (\S+)/m.exec(definition)?.[1] ?? "",
        linkerFlags: ["-s", "-w", ...symbols].join(" "),
    };
}

/** Puts the version where Kubernetes' own build puts it; the server reports it. */
function kubernetesSymbols(version: string): readonly string[] {
    const [major = "", minor = ""] = version.split(".");
    const symbols = {
        gitVersion: `v${version}`,
        gitMajor: major,
        gitMinor: minor,
        gitTreeState: "clean",
        gitCommit: "",
    };
    return Object.entries(symbols).map(
        ([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`,
    );
}

/** Changes with whatever would make other programs. */
export function fingerprint(modules: readonly ToolModule[]): string {
    const inputs = modules.flatMap(({ pins, packages, linkerFlags }) => [
        pins,
        ...packages,
        linkerFlags,
    ]);
    return createHash("sha256")
        .update([...inputs, process.platform, process.arch].join("\0"))
        .digest("hex")
        .slice(0, 12);
}
