import { effectiveFaults, faultsInForce, unsettledServices } from "../../scenarios/faults";
import { ResultsSink } from "../incident/ResultsSink";
import type { Settings } from "../settings/settings";
import { withChanges } from "../../shop/changes";
import { MetricsServer } from "../sockShop/MetricsServer";
import { ShopNamespace } from "../sockShop/ShopNamespace";
import { SockShop } from "../sockShop/SockShop";
import { healthyShop, remediationChanges } from "../settings/healthyShop";
import { openDatadog } from "./datadogAccount";
import { prepareInjection, startLoad } from "./injection";
import { observe } from "./observe";
import { incidentOutputs, shopOutputs } from "./outputs";
import type { Preflight } from "./preflight";
import type { Outputs, ProviderOptions, World } from "./world";

/** The stack that holds the shop, with an incident or without. */
export async function shopStack(
    settings: Settings,
    { awaitShop, hasExpired, isRecovery }: Preflight,
    world: World,
    opts: ProviderOptions,
): Promise<Outputs> {
    const { incident } = settings;
    const account = settings.datadog && (await openDatadog(settings.datadog, world, isRecovery));
    const home = new ShopNamespace("shop", { namespace: settings.namespace }, opts);
    const sink = new ResultsSink("results", { namespace: home.namespace }, opts);
    const metrics = settings.metricsServer ? [new MetricsServer("metrics-server", opts)] : [];

    const healthy = healthyShop(settings);
    const fixes = remediationChanges(settings);
    const faults = incident && !hasExpired ? faultsInForce(incident, settings.remediations) : [];
    const injection =
        incident &&
        prepareInjection(
            {
                incident,
                // Also of those that a remediation takes back: they may come again.
                faults: effectiveFaults(incident.scenario, incident.memoryFault),
                healthy: withChanges(healthy, fixes),
                place: settings,
                hasExpired,
                after: [home],
            },
            world,
            opts,
        );

    const shop = new SockShop(
        "sock-shop",
        {
            shop: withChanges(healthy, [...faults, ...fixes]),
            namespace: home.namespace,
            nodePort: settings.nodePort,
            kubeContext: settings.kubeContext,
            networkPolicies: settings.networkPolicies,
            faulted: hasExpired ? undefined : injection,
        },
        { ...opts, dependsOn: metrics },
    );
    const observability =
        settings.datadog &&
        account &&
        observe(settings.datadog, account, settings, world, {
            providers: [...opts.providers, account.provider],
            dependsOn: [home],
        });
    await awaitShop(shop.applied, unsettledServices(faults));
    const outputs = shopOutputs(settings, shop, observability?.links);
    if (incident === undefined || injection === undefined) {
        return outputs;
    }
    const load = startLoad(incident, settings, world, {
        ...opts,
        // Whoever is to see the incident must be there first.
        dependsOn: [shop, sink, injection.recovery, ...(observability ? [observability] : [])],
    });
    return { ...outputs, ...incidentOutputs(incident, settings, load) };
}
