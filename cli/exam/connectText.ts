/** What somebody connects who sits an exam by hand, or with an agent of their own making. */
import { pathToFileURL } from "node:url";

import { type AgentAccess, agentVariables } from "../../exam/agent/environment";
import { setters } from "../range/environment";

export function connectText(desk: AgentAccess, consoleUrl: string, minutes: number): string {
    return [
        `You are on call for ${minutes.toFixed(0)} minutes. The task: ${pathToFileURL(desk.directory).href}/TASK.md`,
        "",
        `  Console           ${consoleUrl} (with a form for the answers)`,
        `  for agents (MCP)  ${desk.datadogUrl}/mcp, with the headers DD_API_KEY, DD_APPLICATION_KEY`,
        `  Answers           ${desk.answersUrl} (MCP: /mcp), or lines of ${desk.answersFile}`,
        "",
        "In another terminal:",
        "",
        ...Object.entries(agentVariables(desk)).map(
            ([name, value]) => `  ${setters.sh(name, value)}`,
        ),
        "",
        `Nothing more to say: curl -X POST ${desk.answersUrl}/done. Ctrl-C breaks it off.`,
    ].join("\n");
}
