/** What a range says once it is up. */
import { defaultPlace } from "../../live/snapshot/place";
import { contextName } from "../../range/contextName";
import type { Range } from "../../range/range";
import type { Place } from "../../range/state/place";
import type { StayRequest } from "./arguments";

export function readyText(
    { plane, account, console }: Range,
    { shop }: StayRequest,
    place: Place,
    tookSeconds: number,
): string {
    return [
        `The range is up after ${tookSeconds.toFixed(1)} s. ${stateText(shop)}`,
        `Kubernetes ${plane.kubernetesVersion} is real; its pods, network and load are simulated.`,
        "",
        `  Console           ${console.url}`,
        `  for the trainer   ${console.trainerUrl}`,
        `  Kubernetes        ${plane.serverUrl}, context ${contextName}`,
        `  Datadog's API     ${account.url}, for agents also ${account.url}/mcp`,
        "",
        "In another terminal, in this folder:",
        "",
        '  eval "$(npm run --silent range -- --env)"',
        "  npm run --silent range -- --env powershell | Out-String | Invoke-Expression",
        "",
        "and then, for example:",
        "",
        ...(shop === undefined
            ? [`  pulumi up -c kubeContext=${contextName} -c observability=resources`]
            : [
                  `  kubectl -n ${shop.healthy.namespace ?? defaultPlace.namespace} get pods --watch`,
              ]),
        "",
        place.isKept
            ? `Ctrl-C ends it; npm run range -- --keep ${place.directory} takes it up again.`
            : "Ctrl-C ends it and removes everything.",
    ].join("\n");
}

function stateText(shop: StayRequest["shop"]): string {
    if (shop === undefined) {
        return "The cluster is empty.";
    }
    if (shop.incident === undefined) {
        return "The shop is healthy.";
    }
    // Whoever looks over the trainer's shoulder is not told by us.
    const name = shop.healthy.blind === "true" ? "an incident" : shop.incident.incident;
    return `The shop was healthy, and ${name} has begun.`;
}
