/** What a container writes when it starts. */
import type { LogLine } from "../../../twin/observer";
import { unknownProgram } from "../../../twin/physics/idle";
import type { PlayedContainer } from "../../../twin/read/world";

type Line = Pick<LogLine, "stream" | "message">;

const out = (message: string): Line => ({ stream: "stdout", message });

/** npm's own first words, and server.js of front-end 0.3.12. */
const frontEnd: readonly Line[] = [
    out("> microservices-demo-front-end@0.0.1 start /usr/src/app"),
    out("> node server.js"),
    out("Using the redis based session manager"),
    out("App now running in production mode on port 8079"),
];

/** What does nothing says so: nobody should wonder why it is so quiet. */
export function startLines({ name, image, program }: PlayedContainer): readonly Line[] {
    if (program === "front-end") {
        return frontEnd;
    }
    return program === unknownProgram
        ? [out(`${name}: simulated container of ${image}, of which nothing more is known: idle.`)]
        : [];
}
