/** The tools over streamable HTTP, on the server that has the API. */
import type { IncomingMessage, ServerResponse } from "node:http";

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
    const [{ StreamableHTTPServerTransport: Transport }, { mcpServer }] = await Promise.all([
        import("@modelcontextprotocol/sdk/server/streamableHttp.js"),
        import("./server.js"),
    ]);
    const key = (...names: readonly string[]): string =>
        names.map((name) => request.headers[name]).find((one) => typeof one === "string") ?? "";
    const server = mcpServer({
        apiUrl: url,
        // As Datadog's server takes them, and as its API does.
        apiKey: key("dd_api_key", "dd-api-key"),
        appKey: key("dd_application_key", "dd-application-key"),
    });
    const transport = new Transport({ enableJsonResponse: true });
    response.on("close", () => {
        void server.close();
    });
    await server.connect(transport);
    await transport.handleRequest(request, response);
}
