/** The account's tools for agents, by the Model Context Protocol. */
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

import type { ApiAccess } from "../../live/datadog/request";
import { Api } from "./api";
import { inventoryTools } from "./inventoryTools";
import { metricTools } from "./metricTools";
import { searchTools } from "./searchTools";
import { maxTokens, type Tool } from "./tool";

export const tools: readonly Tool[] = [...searchTools, ...metricTools, ...inventoryTools];

const charactersPerToken = 4;

/** A server whose tools ask the API at that address, with those keys. */
export function mcpServer(access: ApiAccess): McpServer {
    const api = new Api(access);
    const server = new McpServer({ name: "datadog", version: "1.0.0" });
    for (const { name, description, parameters, call } of tools) {
        server.registerTool(
            name,
            {
                description,
                inputSchema: { ...parameters, max_tokens: maxTokens },
                annotations: { readOnlyHint: true },
            },
            async ({ max_tokens: most, ...given }) => {
                const answer = await call(api, given);
                const text = shortened(JSON.stringify(answer), most * charactersPerToken);
                return { content: [{ type: "text", text }] };
            },
        );
    }
    return server;
}

function shortened(text: string, most: number): string {
    return text.length <= most
        ? text
        : `${text.slice(0, most)}\n[${text.length - most} characters more: narrow the query or the ` +
              "time, or ask with a larger max_tokens]";
}
