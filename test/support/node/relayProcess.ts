/** The relay's own process, in the node's network; see relay.ts. */
import { connect, type Server, type Socket } from "node:net";

function join(outer: Socket, port: number): void {
    const inner = connect(port, "127.0.0.1");
    for (const [from, to] of [
        [outer, inner],
        [inner, outer],
    ] as const) {
        from.on("error", () => to.destroy());
        from.on("close", () => to.destroy());
        from.pipe(to);
    }
}

process.on("message", ({ port }: { port: number }, server: Server) => {
    server.on("connection", (socket) => {
        join(socket, port);
    });
    process.send?.("serving");
});
// Ctrl-C is the parent's to decide about.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit());
process.send?.("ready");
