import { once } from "node:events";
import type { Server } from "node:http";

/** Ends a server and its connections; harmless when it has ended already. */
export async function stopServer(server: Server): Promise<void> {
    if (!server.listening) {
        return;
    }
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
}
