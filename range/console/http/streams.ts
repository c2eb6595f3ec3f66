/** Server-sent events: one open answer per page that is looked at. */
import type { ServerResponse } from "node:http";

import type { MessageName, Messages, Role } from "../messages";

/** A page that does not read would have the server keep all that it is told. */
const mostWaitingBytes = 4 * 1024 * 1024;

export class Streams {
    private readonly open = new Map<ServerResponse, Role>();

    get count(): number {
        return this.open.size;
    }

    /** Takes up a page; it is told the rest by `send`. */
    add(response: ServerResponse, role: Role): void {
        response.writeHead(200, {
            "content-type": "text/event-stream",
            "cache-control": "no-store",
            "x-accel-buffering": "no",
        });
        // How long a browser waits before it comes back, in milliseconds.
        response.write("retry: 1000\n\n");
        this.open.set(response, role);
        response.on("close", () => {
            this.open.delete(response);
        });
    }

    /** To one page. */
    sendTo<Name extends MessageName>(
        response: ServerResponse,
        name: Name,
        message: Messages[Name],
    ): void {
        if (response.writableLength > mostWaitingBytes) {
            this.open.delete(response);
            response.destroy();
            return;
        }
        response.write(`event: ${name}\ndata: ${JSON.stringify(message)}\n\n`);
    }

    /** To all; what is undefined for a role is not sent to it. */
    send<Name extends MessageName>(
        name: Name,
        messageFor: (role: Role) => Messages[Name] | undefined,
    ): void {
        const made = new Map<Role, Messages[Name] | undefined>();
        for (const [response, role] of this.open) {
            if (!made.has(role)) {
                made.set(role, messageFor(role));
            }
            const message = made.get(role);
            if (message !== undefined) {
                this.sendTo(response, name, message);
            }
        }
    }

    stop(): void {
        for (const response of this.open.keys()) {
            response.end();
        }
    }
}
