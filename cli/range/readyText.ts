/** What a range says once it is up. */
import { contextName } from "../../range/contextName";
import type { Range } from "../../range/range";
import type { Place } from "../../range/state/place";
import type { StayRequest } from "./arguments";

export function readyText(
    { plane, account }: Range,
    { shop }: StayRequest,
    place: Place,
    tookSeconds: number,
): string {
    const fate = place.isKept
        ? `Ctrl-C ends it; --keep ${place.directory} takes it up again.`
        : "Ctrl-C ends it and removes everything.";
    return [
        `The range is up after ${tookSeconds.toFixed(1)} s. Its pods, network and load are simulated;`,
        `Kubernetes ${plane.kubernetesVersion} is real: ${plane.serverUrl}, context ${contextName}.`,
        `Datadog's API over what happens there: ${account.url}`,
        `The same as tools for agents (MCP, the keys as headers): ${account.url}/mcp`,
        "",
        "In another terminal, in this folder:",
        '  eval "$(npm run --silent range -- --env)"',
        "  npm run --silent range -- --env powershell | Out-String | Invoke-Expression",
        "and then, for example:",
        ...(shop === undefined
            ? [`  pulumi up -c kubeContext=${contextName} -c observability=resources`]
            : ["  kubectl -n sock-shop get pods --watch"]),
        "",
        fate,
    ].join("\n");
}
