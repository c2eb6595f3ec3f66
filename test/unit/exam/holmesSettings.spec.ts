import assert from "node:assert/strict";

import { parse } from "yaml";

import { holmesSettings } from "../../../exam/agent/holmesSettings";

describe("HolmesGPT's settings for an exam", () => {
    it("have Datadog for each of its toolsets, with the keys, and the answers by MCP", () => {
        const text = holmesSettings({
            ...{ datadogUrl: "http://127.0.0.1:1", apiKey: "api", appKey: "guest" },
            answersUrl: "http://127.0.0.1:2/secret",
        });
        const config = { api_url: "http://127.0.0.1:1", api_key: "api", app_key: "guest" };
        const datadog = { enabled: true, config };
        assert.deepEqual(parse(text), {
            toolsets: {
                "datadog/metrics": datadog,
                "datadog/logs": datadog,
                "datadog/general": datadog,
            },
            mcp_servers: {
                answers: {
                    description: "Says what you are asked, and takes your answers",
                    config: { mode: "streamable-http", url: "http://127.0.0.1:2/secret/mcp" },
                },
            },
        });
    });
});
