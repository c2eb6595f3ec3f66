import { withOpenMetrics, withQueueMetrics } from "../../shop/openMetrics";
import { remediations, type Remediation } from "../../scenarios/remediation";
import type { Settings } from "./settings";
import type { ServiceChange } from "../../shop/changes";
import { withImages } from "../../shop/images";
import { withOverrides } from "../../shop/overrides";
import { withProbes } from "../../shop/probes";
import { services, type ShopSpec } from "../../shop/services";

/** The shop under the profiles and overrides of the settings, without faults and remediations. */
export function healthyShop(settings: Settings): ShopSpec {
    const profiled = withProbes(withImages(services, settings.images), settings.probes);
    const overridden = withOverrides(profiled, settings.services);
    if (settings.datadog === undefined) {
        return overridden;
    }
    const watched = withQueueMetrics(overridden);
    return settings.datadog.latencySource === "openmetrics" ? withOpenMetrics(watched) : watched;
}

/** The changes of the remediations in force, the number of front-end pods as set. */
export function remediationChanges(settings: Settings): readonly ServiceChange[] {
    const changes = settings.remediations.flatMap(
        (name): readonly ServiceChange[] => (remediations[name] as Remediation).changes,
    );
    return changes.map((change) =>
        change.kind === "replicas" ? { ...change, replicas: settings.frontEndReplicas } : change,
    );
}
