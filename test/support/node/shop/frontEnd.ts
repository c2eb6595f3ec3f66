/** The front-end: its routes, statuses and cookies, and what they cost. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { burnUntil } from "./burn";
import type { RequestKind } from "./cost";
import { reply, type Route, routes } from "./frontEndRoutes";
import { Work } from "./work";

/** From exec to listening it takes 265 to 310 CPU-ms on the machine of the tables, twice that here. */
const startCpuMilliseconds = 600;

const page: Route = {
    kind: "page",
    answer: () => Promise.resolve({ status: 200, body: "<html><body>Socks</body></html>" }),
};
const notFound: Route = { kind: "page", answer: () => Promise.resolve({ status: 404 }) };

burnUntil(startCpuMilliseconds);
const work = new Work();
const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => void serve(request, response, Buffer.concat(chunks).toString()));
});
server.keepAliveTimeout = 5_000;
server.keepAliveTimeoutBuffer = 0;
server.listen(8079, () => {
    console.log("App now running in production mode on port 8079");
});

async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    text: string,
): Promise<void> {
    const path = (request.url ?? "/").replace(/\?.*$/, "");
    const isPage = path === "/" || path.endsWith(".html");
    const name = `${request.method ?? ""} ${path.replace(/^\/catalogue\/.+$/, "/catalogue/{id}")}`;
    const route = isPage ? page : (routes.get(name) ?? notFound);
    const kind: RequestKind =
        route.kind === "login" && request.headers.authorization === undefined
            ? "loginRefused"
            : route.kind;
    const answer = await work.do(kind, request.socket, () => route.answer({ request, path, text }));
    reply(response, answer);
}
