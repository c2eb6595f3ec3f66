/** The cgroup that holds all pods: made before the kubelet starts, removed when all is over. */
import {
    existsSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    rmdirSync,
    writeFileSync,
} from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const root = "/sys/fs/cgroup";

/** How long the kernel may take to let go of a cgroup whose last process was killed. */
const patienceMilliseconds = 10_000;
const pollMilliseconds = 100;

/** Of the CPU controller of v1, as the kubelet counts them. */
const sharesPerCore = 1024;

export type CgroupVersion = "v1" | "v2";

export function cgroupVersion(): CgroupVersion {
    return existsSync(join(root, "cgroup.controllers")) ? "v2" : "v1";
}

/** On v1 there is one tree per controller, on v2 there is one tree. */
function trees(): readonly string[] {
    if (cgroupVersion() === "v2") {
        return [root];
    }
    const isTree = (path: string): boolean => existsSync(join(path, "cgroup.procs"));
    return readdirSync(root)
        .map((name) => join(root, name))
        .filter(isTree);
}

/**
 * The kubelet wants its root cgroup to be there, with all controllers. On v1 it gets the weight that
 * the kubelet gives to all pods of a node, which is a cgroup of the root's there: with the default
 * all pods together would weigh as much as one process outside.
 */
export function createCgroup(name: string): void {
    for (const tree of trees()) {
        mkdirSync(join(tree, name));
    }
    if (cgroupVersion() === "v1") {
        const shares = join(root, "cpu", name, "cpu.shares");
        writeFileSync(shares, String(sharesPerCore * cpus().length));
    } else {
        const controllers = readFileSync(join(root, "cgroup.controllers"), "utf8").trim();
        const enable = controllers.split(" ").map((controller) => `+${controller}`);
        for (const folder of [root, join(root, name)]) {
            writeFileSync(join(folder, "cgroup.subtree_control"), enable.join(" "));
        }
    }
}

/** Removes the cgroup and those in it, whose processes are about to end. */
export async function removeCgroup(name: string): Promise<void> {
    const deadline = Date.now() + patienceMilliseconds;
    for (const tree of trees()) {
        while (!isRemoved(join(tree, name)) && Date.now() < deadline) {
            await sleep(pollMilliseconds);
        }
    }
}

function isRemoved(folder: string): boolean {
    try {
        for (const entry of readdirSync(folder, { withFileTypes: true })) {
            if (entry.isDirectory() && !isRemoved(join(folder, entry.name))) {
                return false;
            }
        }
        rmdirSync(folder);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "ENOENT";
    }
}
