/** The cgroup that holds all pods: made before the kubelet starts, removed when all is over. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";

const root = "/sys/fs/cgroup";

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

/** Its folders, which the kernel lets go of once the last process in them has ended. */
export function cgroupFolders(name: string): readonly string[] {
    return trees().map((tree) => join(tree, name));
}
