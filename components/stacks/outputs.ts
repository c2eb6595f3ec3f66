import * as pulumi from "@pulumi/pulumi";

import type { LoadStack } from "../incident/LoadStack";
import { recoveryOf } from "../settings/recovery";
import type { DatadogLinks } from "../observability/Observability";
import { formatDuration } from "../settings/duration";
import type { IncidentSettings, Settings } from "../settings/settings";
import { serviceNames } from "../../shop/services";
import type { SockShop } from "../sockShop/SockShop";
import { healthyShop } from "../settings/healthyShop";
import type { Outputs } from "./world";

/*
 * Commands are the same in every shell: no quotes, no pipes, no line breaks.
 */

/** What the stack with the shop exports, incident or not. */
export function shopOutputs(
    settings: Settings,
    shop: SockShop,
    links: DatadogLinks | undefined,
): Outputs {
    const { datadog, images, namespace, kubeContext, nodePort, remediations } = settings;
    const healthy = healthyShop(settings);
    return {
        incident: "none",
        remediation: remediations.length === 0 ? "none" : remediations.join(","),
        namespace,
        kubeContext,
        images,
        replicas: Object.fromEntries(serviceNames.map((name) => [name, healthy[name].replicas])),
        frontEndUrl: shop.applied.apply(() => `http://localhost:${nodePort}`),
        portForward: `kubectl --context ${kubeContext} -n ${namespace} port-forward svc/front-end 2025:80`,
        ...(datadog === undefined
            ? {}
            : {
                  observability: datadog.level,
                  // Asked by stacks of blind incidents.
                  namesIncidents: !datadog.blind,
                  datadog: links,
              }),
    };
}

/** What an active incident adds. */
export function incidentOutputs(
    { scenario, load, run }: IncidentSettings,
    { namespace, kubeContext, baseStack }: Settings,
    stack: LoadStack,
): Outputs {
    const { users, spawnRate, durationSeconds } = load;
    const kubectl = `kubectl --context ${kubeContext} -n ${namespace}`;
    return {
        incident: scenario.id,
        run,
        load: { users, spawnRate, duration: formatDuration(durationSeconds) },
        expectedEnd: stack.expectedEnd,
        watchPods: `${kubectl} get pods --watch`,
        watchLoad: pulumi.interpolate`${kubectl} logs --follow job/${stack.job.metadata.name}`,
        fetchResults: `npm run report -- --context ${kubeContext} --namespace ${namespace}`,
        recover: recoveryOf(pulumi.getStack(), baseStack),
    };
}
