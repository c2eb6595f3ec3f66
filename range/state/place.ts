/** The folder of one range. */
import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { isAlive } from "../../tools/isAlive";
import { stateRoot } from "./stateRoot";

export interface Place {
    readonly directory: string;
    /** Whether it stays when the range ends. */
    readonly isKept: boolean;
    /** Whether an earlier range has left its state there. */
    readonly isTakenUp: boolean;
    /** What has to go when the range ends. */
    readonly removeAtEnd: readonly string[];
}

/** Says which process uses a kept folder. */
const lockName = "in-use";
/** Made first, and never by anybody else. */
const markName = "sock-shop-range";

/** A new folder, which goes with the range. */
export function newPlace(): Place {
    const root = stateRoot();
    mkdirSync(root, { recursive: true, mode: 0o700 });
    const directory = mkdtempSync(join(root, "once-"));
    return { directory, isKept: false, isTakenUp: false, removeAtEnd: [directory] };
}

/** Where `--keep` keeps a range when it names no folder. */
export function usualPlace(): string {
    return join(stateRoot(), "kept");
}

/** A folder that stays. Throws when another range uses it, or when it is somebody else's. */
export function keptPlace(directory: string): Place {
    mkdirSync(directory, { recursive: true });
    const isTakenUp = existsSync(join(directory, markName));
    if (!isTakenUp && readdirSync(directory).length > 0) {
        throw new Error(
            `--keep ${directory}: there is something else in it. Name an empty or a new folder.`,
        );
    }
    chmodSync(directory, 0o700);
    const lock = join(directory, lockName);
    claim(lock, directory);
    writeFileSync(join(directory, markName), "");
    return { directory, isKept: true, isTakenUp, removeAtEnd: [lock] };
}

function claim(lock: string, directory: string): void {
    try {
        writeFileSync(lock, String(process.pid), { flag: "wx", mode: 0o600 });
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
            throw error;
        }
        const owner = Number(readFileSync(lock, "utf8"));
        // A full disk has room for a file, but not for what is in it.
        if (owner > 0 && isAlive(owner)) {
            throw new Error(
                `--keep ${directory}: the range of process ${owner} uses it. End that one first, ` +
                    "or name another folder.",
                { cause: error },
            );
        }
        // It was killed, and what should have cleaned up after it as well.
        rmSync(lock, { force: true });
        claim(lock, directory);
    }
}
