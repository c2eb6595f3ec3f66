/** What whoever sits an exam is asked. */
import { causes } from "../answers/taxonomy";

export interface TaskPlace {
    readonly namespace: string;
    /** Minutes of the clients' clock until it is over. */
    readonly minutes: number;
}

/** The same for every task, so that it tells nothing: also not that anything is wrong. */
export function taskText({ namespace, minutes }: TaskPlace): string {
    return `# You are on call

The Sock Shop in the namespace \`${namespace}\` has users. For ${Math.round(minutes)} minutes it is yours: see
whether anything is wrong with it, find out what and why, limit the harm, and say what would have
prevented it. It may be that nothing is wrong; then say so, and leave the shop as it is.

- **Kubernetes**: \`KUBECONFIG\` is set. You may read the namespace and change its workloads.
- **Datadog**: \`DD_HOST\`, \`DD_API_KEY\` and \`DD_APP_KEY\` are set; you may read. Tools for it are at
  \`$DD_HOST/mcp\` (MCP).
- Nobody can be asked. Users go on while you work, and so do your clocks.

## How to answer

One JSON object a line, appended to the file \`$ANSWERS_FILE\`, or sent by HTTP POST to \`$ANSWERS_URL\`, which
says what is wrong with an answer, or by the tools of the MCP server at \`$ANSWERS_URL/mcp\`. The last one of each skill counts, and answers may come at any
time. The schema is beside this file, in \`answer.schema.json\`.

1. \`detect\`: is there an incident, since when, and what do users suffer? Say it as soon as you know. Who says
   so before there is one has raised a false alarm.
2. \`diagnose\`: the service and the cause, and evidence: commands or queries as you ran them, with what they
   showed. Two changes of mind are allowed; who claims more causes is not believed.
3. \`assess\`: services affected and not, the share of requests that failed, orders lost, data at risk.
4. \`remediate\`: do it, then say what. It is scored by what becomes of the shop: users are served for two
   minutes, every service is there in its own version, and nobody silenced a monitor.
5. \`prevent\`: patches of the shop's objects that would have kept users from suffering.

## Causes

${Object.entries(causes)
    .map(([name, { meaning }]) => `- \`${name}\`: ${meaning}`)
    .join("\n")}
`;
}
