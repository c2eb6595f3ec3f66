/** A database or broker: it accepts connections on the ports it is given, and holds no data. */
import { createServer } from "node:net";
import { endOnSignal } from "./http";

endOnSignal();
for (const port of process.argv.slice(2).map(Number)) {
    createServer((socket) => {
        socket.on("error", () => undefined);
        socket.resume();
    }).listen(port);
}
