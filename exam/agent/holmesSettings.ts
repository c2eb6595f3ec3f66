/** Where HolmesGPT finds Datadog, and where it answers; kubectl reads the environment. */
import { stringify } from "yaml";

import type { AgentAccess } from "./environment";

type Access = Pick<AgentAccess, "datadogUrl" | "apiKey" | "appKey" | "answersUrl">;

/** Contents of `.holmes/config.yaml`, which it reads in its home. */
export function holmesSettings({ datadogUrl, apiKey, appKey, answersUrl }: Access): string {
    const config = { api_url: datadogUrl, api_key: apiKey, app_key: appKey };
    const names = ["datadog/metrics", "datadog/logs", "datadog/general"];
    return stringify(
        {
            toolsets: Object.fromEntries(names.map((name) => [name, { enabled: true, config }])),
            mcp_servers: {
                answers: {
                    description: "Says what you are asked, and takes your answers",
                    config: { mode: "streamable-http", url: `${answersUrl}/mcp` },
                },
            },
        },
        { aliasDuplicateObjects: false },
    );
}
