import { remediations, type Remediation } from "../../scenarios/remediation";
import type { Settings } from "../settings/settings";
import type { ServiceChange } from "../sockShop/changes";
import { withImages } from "../sockShop/images";
import { withOverrides } from "../sockShop/overrides";
import { withProbes } from "../sockShop/probes";
import { services, type ShopSpec } from "../sockShop/services";

/** The shop under the profiles and overrides of the settings, without faults and remediations. */
export function healthyShop(settings: Settings): ShopSpec {
    const profiled = withProbes(withImages(services, settings.images), settings.probes);
    return withOverrides(profiled, settings.services);
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
