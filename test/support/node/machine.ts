/** Whether this machine can be a node, and Debian's packages that it needs for that. */
import { existsSync } from "node:fs";
import { runCommand } from "../../../range/controlPlane/command";
import { withProgress } from "../../../tools/progress";

/** Each package, and a file of it that says whether it is there. */
const packages: Readonly<Record<string, string>> = {
    containerd: "/usr/bin/containerd",
    runc: "/usr/sbin/runc",
    "containernetworking-plugins": "/usr/lib/cni/ptp",
    iptables: "/usr/sbin/iptables",
    iproute2: "/usr/sbin/ip",
};

/** Undefined when a node can be started here; else why not. Installs what is missing. */
export async function prepareMachine(report: (line: string) => void): Promise<string | undefined> {
    if (process.platform !== "linux") {
        return "it needs Linux";
    }
    if (process.getuid?.() !== 0) {
        return "it needs root";
    }
    try {
        await runCommand("unshare", ["--net", "--mount", "--pid", "--fork", "true"]);
    } catch {
        return "this machine lets nobody make network, mount and process namespaces";
    }
    const missing = Object.keys(packages).filter((name) => !existsSync(packages[name] ?? ""));
    if (missing.length === 0) {
        return undefined;
    }
    try {
        await withProgress(`Installing ${missing.join(", ")}`, report, () => install(missing));
        return undefined;
    } catch (error) {
        return `Debian's packages ${missing.join(", ")} are missing and cannot be installed (${firstLine(error)})`;
    }
}

/** Without starting any service: a containerd of the machine's own would only be in the way. */
async function install(names: readonly string[]): Promise<void> {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
    await runCommand("apt-get", ["update"], { env });
    await runCommand("apt-get", ["install", "-y", "--no-install-recommends", ...names], { env });
}

function firstLine(error: unknown): string {
    return String(error).split("\n")[0] ?? "";
}
