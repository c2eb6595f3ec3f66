/** Limits of the machine that all containers of a local cluster share. */
import { readFileSync } from "node:fs";

import { advice, type Finding, ok, unknown } from "./finding";

/** Text of a file of /proc; undefined where there is none. */
export type ReadFile = (path: string) => string | undefined;

export const readProc: ReadFile = (path) => {
    try {
        return readFileSync(path, "utf8");
    } catch {
        return undefined;
    }
};

interface Limit {
    readonly what: string;
    /** The least that is enough. */
    readonly least: number;
    readonly read: (file: ReadFile) => string | undefined;
    readonly mend: string;
}

const sysctl = (name: string, least: number): Limit => ({
    what: `inotify ${name}`,
    least,
    read: (file) => file(`/proc/sys/fs/inotify/${name}`),
    mend: `sudo sysctl fs.inotify.${name}=${least}, and for good in /etc/sysctl.d`,
});

const limits: readonly Limit[] = [
    // Source of both: kind's known issues, "Pod errors due to too many open files".
    sysctl("max_user_instances", 512),
    sysctl("max_user_watches", 524_288),
    {
        what: "open files",
        // Pulumi's engine, its plugins and a range hold hundreds; many shells begin with 256.
        least: 1024,
        read: (file) =>
            /^Max open files\s+(\d+|unlimited)/m.exec(file("/proc/self/limits") ?? "")?.[1],
        mend: "ulimit -n 65536, in the shell that starts the commands",
    },
];

export function limitFindings(file: ReadFile): readonly Finding[] {
    return limits.map(({ what, least, read, mend }) => {
        const text = read(file)?.trim();
        if (text === undefined) {
            return unknown(what, "not to be seen from here: it is the limit of Docker's machine");
        }
        const value = text === "unlimited" ? Infinity : Number(text);
        const found = `${text}, at least ${least} are wanted`;
        return value >= least ? ok(what, text) : advice(what, found, mend);
    });
}
