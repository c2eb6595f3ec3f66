/** Ports on loopback. */
import { createServer, type AddressInfo } from "node:net";

const loopback = "127.0.0.1";

/** One that nobody has at the moment. */
export function freePort(): Promise<number> {
    return hold(0);
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

function hold(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.on("error", reject);
        server.listen(port, loopback, () => {
            const { port: held } = server.address() as AddressInfo;
            server.close(() => {
                resolve(held);
            });
        });
    });
}
