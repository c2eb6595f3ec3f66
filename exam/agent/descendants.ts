/** Processes that belong to an agent, also those that it has sent away from its own group. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

import { isAlive } from "../../tools/isAlive";

interface Row {
    readonly id: number;
    readonly parent: number;
    readonly group: number;
}

/**
 * By parentage, by the group of the first one, and on Linux by a variable of their environment,
 * which a process takes along wherever it goes.
 */
export function familyOf(first: number, mark: string): readonly number[] {
    const rows = table();
    const family = new Set([first, ...marked(mark)]);
    for (let before = 0; before !== family.size;) {
        before = family.size;
        for (const { id, parent, group } of rows) {
            if (family.has(parent) || group === first) {
                family.add(id);
            }
        }
    }
    // Without `ps`, as on small images, those that are known all the same.
    const all = rows.length === 0 ? [...family].filter(isAlive) : rows.map(({ id }) => id);
    return all.filter((id) => family.has(id) && id !== process.pid);
}

/** Without those that have ended and whose parent has not asked how. */
function table(): readonly Row[] {
    try {
        return execFileSync("ps", ["-A", "-o", "pid=,ppid=,pgid=,stat="], { encoding: "utf8" })
            .trim()
            .split("\n")
            .map((line) => line.trim().split(/\s+/))
            .filter(([, , , state = ""]) => !state.startsWith("Z"))
            .map((columns) => columns.slice(0, 3).map(Number))
            .map(([id = 0, parent = 0, group = 0]) => ({ id, parent, group }));
    } catch {
        return [];
    }
}

function marked(mark: string): readonly number[] {
    return folders().filter((id) => {
        try {
            return readFileSync(`/proc/${id}/environ`, "utf8").includes(mark);
        } catch {
            return false;
        }
    });
}

function folders(): readonly number[] {
    try {
        return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
    } catch {
        return [];
    }
}
