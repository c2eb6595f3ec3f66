/** `kubectl exec`: a WebSocket whose messages begin with the number of a channel (v5.channel.k8s.io). */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

import { type WebSocket, WebSocketServer } from "ws";

import { urlOf } from "../../requestUrl";
import type { ExecContext } from "./commands/command";
import { runCommand } from "./commands/run";

const protocols = ["v5.channel.k8s.io", "v4.channel.k8s.io"];
const channels = { stdout: 1, stderr: 2, error: 3 } as const;

const path = /^\/(exec|attach)\/([^/]+)\/([^/]+)\/([^/]+)$/;

export type ContextOf = (
    namespace: string,
    pod: string,
    container: string,
) => ExecContext | undefined;

/** Answers the kubelet server's upgrades. */
export function execUpgrades(contextOf: ContextOf) {
    const server = new WebSocketServer({
        noServer: true,
        handleProtocols: (offered) => protocols.find((one) => offered.has(one)) ?? false,
    });
    return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
        const { pathname, searchParams } = urlOf(request);
        const [, verb, namespace = "", pod = "", container = ""] = path.exec(pathname) ?? [];
        const context = verb === "exec" ? contextOf(namespace, pod, container) : undefined;
        if (request.headers.upgrade?.toLowerCase() !== "websocket" || context === undefined) {
            refuse(socket, verb);
            return;
        }
        server.handleUpgrade(request, socket, head, (connection) => {
            void answer(connection, searchParams.getAll("command"), context);
        });
    };
}

async function answer(
    connection: WebSocket,
    command: readonly string[],
    context: ExecContext,
): Promise<void> {
    connection.on("error", () => undefined);
    const send = (channel: number, text: string): void => {
        connection.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
    };
    try {
        const { stdout = "", stderr = "", exitCode } = await runCommand(command, context);
        if (stdout !== "") {
            send(channels.stdout, stdout);
        }
        if (stderr !== "") {
            send(channels.stderr, stderr);
        }
        send(channels.error, JSON.stringify(statusOf(exitCode)));
    } catch (error) {
        send(channels.error, JSON.stringify({ status: "Failure", message: String(error) }));
    }
    connection.close(1000);
}

/** As the kubelet reports how a command ended. */
function statusOf(exitCode: number): object {
    const common = { metadata: {}, apiVersion: "v1", kind: "Status" };
    return exitCode === 0
        ? { ...common, status: "Success" }
        : {
              ...common,
              status: "Failure",
              reason: "NonZeroExitCode",
              message: `command terminated with exit code ${exitCode}`,
              details: { causes: [{ reason: "ExitCode", message: String(exitCode) }] },
          };
}

function refuse(socket: Duplex, verb: string | undefined): void {
    const text =
        verb === "attach"
            ? "Containers of the range are simulated: there is nothing to attach to.\n"
            : "The range answers exec over WebSockets only: use kubectl 1.31 or newer.\n";
    const length = Buffer.byteLength(text);
    socket.end(
        `HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n\r\n${text}`,
    );
}
