/** Ports on loopback. */
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

const loopback = "127.0.0.1";

/**
 * Below the node ports, and below all that systems give to outgoing connections (Linux from 32768,
 * others from 49152): one of those is taken by anybody's request before the server is there.
 */
const [first, end] = [20_000, 30_000];

const drawn = (): number => randomInt(first, end);

/** One that nobody has at the moment, and that no connection will get by itself. */
export async function freePort(draw = drawn): Promise<number> {
    const port = draw();
    return (await isFree(port)) ? port : freePort(draw);
}

/** Whether nobody has this one at the moment. */
export async function isFree(port: number): Promise<boolean> {
    try {
        await hold(port);
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") {
            return false;
        }
        throw error;
    }
}

function hold(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.on("error", reject);
        server.listen(port, loopback, () => {
            server.close(() => {
                resolve();
            });
        });
    });
}
