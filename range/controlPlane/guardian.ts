/**
 * Runs as a process of its own and outlives the one that started it, to clean up after it: when its
 * standard input ends, however that came about (a normal exit, Ctrl-C, an exception, SIGKILL), it
 * ends the processes it was told of and removes their directory.
 * Input: one JSON object per line, `{"watch": pid}`, `{"forget": pid}`, `{"free": path}` or
 * `{"remove": path}`.
 */
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { endProcesses } from "./endProcesses";
import { removeOnceFree } from "./removeOnceFree";

interface Message {
    readonly watch?: number;
    readonly forget?: number;
    /** A folder to remove once the processes that hold it are gone. */
    readonly free?: string;
    readonly remove?: string;
}

/** In the order of their start. */
const processIds = new Set<number>();
const held: string[] = [];
const directories: string[] = [];

function receive(message: Message): void {
    if (message.watch !== undefined) {
        processIds.add(message.watch);
    }
    if (message.forget !== undefined) {
        processIds.delete(message.forget);
    }
    if (message.free !== undefined) {
        held.push(message.free);
    }
    if (message.remove !== undefined) {
        directories.push(message.remove);
    }
}

async function main(): Promise<void> {
    // Ctrl-C reaches the whole process group; this process has to be the last.
    process.on("SIGINT", () => undefined);
    process.on("SIGTERM", () => undefined);
    for await (const line of createInterface({ input: process.stdin })) {
        receive(JSON.parse(line) as Message);
    }
    await endProcesses([...processIds].reverse());
    for (const folder of held) {
        await removeOnceFree(folder);
    }
    for (const directory of directories) {
        rmSync(directory, { recursive: true, force: true });
    }
}

void main();
