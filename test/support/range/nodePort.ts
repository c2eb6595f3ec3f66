import { randomInt } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";

/** The API server's whole range. */
const [first, end] = [30_000, 32_768];

const given = new Set<number>();

/**
 * A port for a shop of its own: ranges that are up at the same time cannot share one, be they of this
 * process or of another, which is why it is drawn.
 */
export function newNodePort(): number {
    const port = randomInt(first, end);
    if (given.has(port) || isTaken(port)) {
        return newNodePort();
    }
    given.add(port);
    return port;
}

/** As far as can be told at once: on Linux. */
function isTaken(port: number): boolean {
    const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
    return ["/proc/net/tcp", "/proc/net/tcp6"].some(
        (table) => existsSync(table) && readFileSync(table, "utf8").includes(`${local} `),
    );
}
