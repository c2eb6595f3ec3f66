/** What somebody connects who sits an exam by hand, or with an agent of their own making. */
import { pathToFileURL } from "node:url";

import { accessVariables } from "../../exam/agent/environment";
import type { Desk } from "../../exam/session/desk";
import type { Range } from "../../range/range";

export function connectText(desk: Desk, range: Range, minutes: number): string {
    return [
        `You are on call for ${minutes.toFixed(0)} minutes. The task: ${pathToFileURL(desk.directory).href}/TASK.md`,
        "",
        `  Console           ${range.console.url} (with a form for the answers)`,
        `  for agents (MCP)  ${desk.datadogUrl}/mcp, with the headers DD_API_KEY, DD_APPLICATION_KEY`,
        `  Answers           ${desk.answersUrl} (MCP: /mcp), or lines of ${desk.answersFile}`,
        "",
        "In another terminal:",
        "",
        ...Object.entries(accessVariables(desk)).map(
            ([name, value]) => `  export ${name}='${value}'`,
        ),
        "",
        `Nothing more to say: curl -X POST ${desk.answersUrl}/done. Ctrl-C breaks it off.`,
    ].join("\n");
}
