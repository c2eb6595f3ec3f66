/**
 * The front-end's first process. The real image's is npm: it takes a while to start the server,
 * hands SIGTERM on, and exits with code 1 when the server ended by a signal.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { burnUntil } from "./burn";

/** CPU milliseconds that npm itself uses before it starts `node server.js`, measured. */
const startCpuMilliseconds = 400;

burnUntil(startCpuMilliseconds);
const server = spawn(process.execPath, [join(__dirname, "frontEnd.js")], { stdio: "inherit" });
process.on("SIGTERM", () => server.kill("SIGTERM"));
server.on("exit", (code) => process.exit(code === 0 ? 0 : 1));
