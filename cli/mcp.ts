/** The tools for agents over stdin and stdout, of a range that runs or of a Datadog account. */
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";

import { mcpServer } from "../range/mcp/server";
import { run } from "./run";

run(async () => {
    const { DD_HOST: url, DD_API_KEY: apiKey, DD_APP_KEY: appKey } = process.env;
    if (url === undefined || apiKey === undefined || appKey === undefined) {
        throw new Error(
            "DD_HOST, DD_API_KEY and DD_APP_KEY say whose data it is: npm run range prints them",
        );
    }
    const server = mcpServer({ apiUrl: url, apiKey, appKey });
    await server.connect(new StdioServerTransport());
});
