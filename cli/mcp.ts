/** The tools for agents over stdin and stdout, of a range that runs or of a Datadog account. */
import { houseCommand } from "./houseCommand";
import { run } from "./run";

const command = houseCommand(
    "npm run --silent mcp",
    "Serves the tools that Datadog has for agents (MCP) over stdin and stdout, for clients that start " +
        "their servers themselves. They read a range that runs, or a Datadog account: DD_HOST, " +
        "DD_API_KEY and DD_APP_KEY say whose data it is.",
).addHelpText("after", '\nOf a range: eval "$(npm run --silent range -- --env)" sets them.');

run(async () => {
    command.parse();
    const { DD_HOST: url, DD_API_KEY: apiKey, DD_APP_KEY: appKey } = process.env;
    if (url === undefined || apiKey === undefined || appKey === undefined) {
        throw new Error(
            "DD_HOST, DD_API_KEY and DD_APP_KEY say whose data it is. Of a range that runs: " +
                'eval "$(npm run --silent range -- --env)"',
        );
    }
    const [{ StdioServerTransport }, { mcpServer }] = await Promise.all([
        import("@modelcontextprotocol/sdk/server/stdio.js"),
        import("../range/mcp/server.js"),
    ]);
    const server = mcpServer({ apiUrl: url, apiKey, appKey });
    await server.connect(new StdioServerTransport());
});
