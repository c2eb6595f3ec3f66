import type { IncomingMessage } from "node:http";

/** What a request asks for; anything but a path, as proxies and `OPTIONS *` send it, is the root. */
export function urlOf({ url = "" }: Pick<IncomingMessage, "url">): URL {
    return new URL(`http://localhost${url.startsWith("/") ? url : "/"}`);
}
