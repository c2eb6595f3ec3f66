/** The tools over streamable HTTP, on the server that has the API. */
import type { IncomingMessage, ServerResponse } from "node:http";

import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

/** Datadog's own path, and a short one. */
export const mcpPaths: readonly string[] = ["/api/unstable/mcp-server/mcp", "/mcp"];

/**
 * Answers one request. Nothing is remembered between two: keys come with each of them, and decide
 * in the API what may be read.
 */
export async function mcpDoor(
    request: IncomingMessage,
    response: ServerResponse,
    url: string,
): Promise<void> {
    // Loaded when an agent first asks: the SDK takes half a second and 40 MB.
    const { mcpServer } = await import("./server.js");
    const key = (...names: readonly string[]): string =>
        names.map((name) => request.headers[name]).find((one) => typeof one === "string") ?? "";
    const server = mcpServer({
        apiUrl: url,
        // As Datadog's server takes them, and as its API does.
        apiKey: key("dd_api_key", "dd-api-key"),
        appKey: key("dd_application_key", "dd-application-key"),
    });
    await answerOnce(server, request, response);
}

/** Has a server answer one request, and be gone. */
export async function answerOnce(
    server: McpServer,
    request: IncomingMessage,
    response: ServerResponse,
): Promise<void> {
    const { StreamableHTTPServerTransport: Transport } =
        await import("@modelcontextprotocol/sdk/server/streamableHttp.js");
    const transport = new Transport({ enableJsonResponse: true });
    response.on("close", () => {
        void server.close();
    });
    await server.connect(transport);
    await transport.handleRequest(request, response);
}
