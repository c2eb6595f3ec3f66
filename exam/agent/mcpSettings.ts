/** Where a client of the Model Context Protocol finds its servers, in the form that most of them read. */
import type { AgentAccess } from "./environment";

/** The release whose tools `npm run test:range` calls. */
const kubernetesServer = "kubernetes-mcp-server@0.0.67";

type Access = Pick<
    AgentAccess,
    "kubeconfigPath" | "datadogUrl" | "apiKey" | "appKey" | "answersUrl"
>;

/** Contents of `.mcp.json`: the cluster, Datadog, and the answers. */
export function mcpSettings(access: Access): string {
    const { kubeconfigPath, datadogUrl, apiKey, appKey, answersUrl } = access;
    const mcpServers = {
        kubernetes: {
            type: "stdio",
            command: "npx",
            args: ["--yes", kubernetesServer, "--kubeconfig", kubeconfigPath, "--toolsets", "core"],
        },
        datadog: {
            type: "http",
            url: `${datadogUrl}/mcp`,
            headers: { DD_API_KEY: apiKey, DD_APPLICATION_KEY: appKey },
        },
        answers: { type: "http", url: `${answersUrl}/mcp` },
    };
    return `${JSON.stringify({ mcpServers }, undefined, 4)}\n`;
}
