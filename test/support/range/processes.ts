/** What belongs to a range among all that runs and lies on this machine. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** Of a range. */
export interface Premises {
    readonly processId: number;
    /** Where ranges keep their state. */
    readonly stateHome: string;
}

/** Ids of the components' processes: they work in a folder of the range's state. Linux only. */
export function componentsOf(range: Premises, name = ""): readonly number[] {
    return processIds()
        .filter((id) => id !== range.processId)
        .filter((id) => worksIn(id, range.stateHome) && programOf(id).endsWith(program(name)));
}

/** etcd's is named after the last part of its Go package. */
function program(name: string): string {
    return name === "etcd" ? "server" : name;
}

/** The process that cleans up after a range, whatever becomes of it; undefined: there is none. */
export function guardianOf({ processId }: Premises): number | undefined {
    return processIds().find((id) => parentOf(id) === processId && wordsOf(id).some(isGuardian));
}

const isGuardian = (word: string): boolean => word.endsWith("guardian.ts");

function processIds(): readonly number[] {
    return readdirSync("/proc")
        .filter((entry) => /^\d+$/.test(entry))
        .map(Number);
}

export function isGone(processId: number): boolean {
    try {
        return !process.kill(processId, 0);
    } catch {
        return true;
    }
}

/** All files under a folder; sockets and the like count. */
export function filesUnder(folder: string): readonly string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? filesUnder(path) : [path];
    });
}

/** Addresses at which these processes listen, like `127.0.0.1:6443`. */
export function listenersOf(processIds: readonly number[]): readonly string[] {
    const sockets = new Set(processIds.flatMap(socketsOf));
    return ["tcp", "tcp6"].flatMap((table) =>
        readFileSync(`/proc/net/${table}`, "utf8")
            .split("\n")
            .slice(1)
            .map((line) => line.trim().split(/\s+/))
            // State 0A is LISTEN; the tenth column is the socket's inode.
            .filter((columns) => columns[3] === "0A" && sockets.has(columns[9] ?? ""))
            .map((columns) => addressText(columns[1] ?? "")),
    );
}

function socketsOf(processId: number): readonly string[] {
    const folder = `/proc/${processId}/fd`;
    return readdirSync(folder).flatMap((name) => {
        try {
            return /^socket:\[(\d+)\]$/.exec(readlinkSync(join(folder, name)))?.[1] ?? [];
        } catch {
            return [];
        }
    });
}

/** `0100007F:1F90`, in the machine's byte order, as people write it. */
function addressText(text: string): string {
    const [address = "", port = ""] = text.split(":");
    const bytes = Buffer.from(address, "hex");
    const words = Array.from({ length: bytes.length / 4 }, (_, index) =>
        Buffer.from(bytes.subarray(4 * index, 4 * index + 4)).reverse(),
    );
    const whole = Buffer.concat(words);
    const shown = whole.length === 4 ? [...whole].join(".") : ipv6Text(whole);
    return `${shown}:${parseInt(port, 16)}`;
}

function ipv6Text(bytes: Buffer): string {
    const isLoopback = bytes.subarray(0, 15).every((byte) => byte === 0) && bytes[15] === 1;
    return isLoopback ? "[::1]" : `[${bytes.toString("hex")}]`;
}

function worksIn(processId: number, folder: string): boolean {
    try {
        return readlinkSync(`/proc/${processId}/cwd`).startsWith(folder);
    } catch {
        return false;
    }
}

function programOf(processId: number): string {
    return wordsOf(processId)[0] ?? "";
}

/** Its command line; none when it is gone. */
function wordsOf(processId: number): readonly string[] {
    try {
        return readFileSync(`/proc/${processId}/cmdline`, "utf8").split("\0");
    } catch {
        return [];
    }
}

function parentOf(processId: number): number | undefined {
    try {
        const status = readFileSync(`/proc/${processId}/status`, "utf8");
        return Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]);
    } catch {
        return undefined;
    }
}
