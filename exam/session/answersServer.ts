/** Where answers are taken over HTTP, and the task can be read. */
import { once } from "node:events";
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { answerOnce } from "../../range/mcp/door";
import { stopServer } from "../../tools/stopServer";
import { wholeBody } from "../../tools/wholeBody";
import type { AnswersTaker } from "./answersTaker";

const largestBytes = 256 * 1024;

export interface AnswersServer {
    /**
     * POST takes answers, GET has the task; `/schema` has the schema, POST to `/done` ends it, and
     * `/mcp` has all of that as tools.
     */
    readonly url: string;
    readonly stop: () => Promise<void>;
}

export async function startAnswersServer(options: AnswersTaker): Promise<AnswersServer> {
    const path = `/${randomBytes(12).toString("hex")}`;
    const server = createServer((request, response) => {
        serve(options, path, request, response).catch(() => {
            response.destroy();
        });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}${path}`, stop: () => stopServer(server) };
}

async function serve(
    options: AnswersTaker,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
): Promise<void> {
    const { task, schema, take, objections, done } = options;
    if (request.url === `${path}/mcp`) {
        const { answersMcp } = await import("./answersMcp.js");
        await answerOnce(answersMcp(options), request, response);
        return;
    }
    switch (`${request.method ?? ""} ${request.url ?? ""}`) {
        case `GET ${path}`:
            send(response, 200, task, "text/markdown; charset=utf-8");
            return;
        case `GET ${path}/schema`:
            send(response, 200, schema);
            return;
        case `POST ${path}/done`:
            done();
            send(response, 202, { done: true });
            return;
        case `POST ${path}`: {
            const body = await wholeBody(request, largestBytes);
            if (body === undefined) {
                send(response, 413, {
                    errors: [`Answers of over ${largestBytes} bytes are not read.`],
                });
                return;
            }
            const lines = linesOf(body.toString("utf8"));
            const refused = lines.flatMap((line) => take("http", line) ?? []);
            const wrong = [...refused, ...lines.flatMap((line) => objections(line))];
            const taken = lines.length - refused.length;
            send(response, wrong.length === 0 ? 202 : 400, { taken, wrong });
            return;
        }
        default:
            send(response, 404, { errors: ["Answers are taken at the address that was given."] });
    }
}

/** One answer, perhaps over several lines, or one a line. */
function linesOf(body: string): readonly string[] {
    try {
        return [JSON.stringify(JSON.parse(body))];
    } catch {
        const lines = body.split("\n").map((line) => line.trim());
        return lines.filter((line) => line !== "");
    }
}

function send(
    response: ServerResponse,
    status: number,
    body: unknown,
    type = "application/json",
): void {
    response.writeHead(status, { "content-type": type });
    response.end(typeof body === "string" ? body : `${JSON.stringify(body, undefined, 4)}\n`);
}
