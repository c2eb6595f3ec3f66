/** Lets this machine's loopback reach the API server in the node's network. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Sandbox } from "./sandbox";

/**
 * Starts the relay; resolves to the port on loopback. A socket stays in the network in which it
 * was made: the process in the sandbox is handed one that listens out here. It ends with us.
 */
export async function startRelay(sandbox: Sandbox, port: number): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port: outerPort } = server.address() as AddressInfo;
    const loader = pathToFileURL(require.resolve("tsx")).href;
    const [program = "", ...enter] = sandbox.enterNetwork;
    const child = spawn(
        program,
        [...enter, process.execPath, "--import", loader, join(__dirname, "relayProcess.ts")],
        { stdio: ["ignore", "inherit", "inherit", "ipc"], detached: true },
    );
    await once(child, "message");
    child.send({ port }, server);
    await once(child, "message");
    server.close();
    child.unref();
    child.channel?.unref();
    return outerPort;
}
