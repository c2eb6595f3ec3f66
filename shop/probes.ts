import type { ContainerSpec, HttpProbe } from "./serviceSpec";
import type { ShopSpec } from "./services";

export const probeProfiles = ["testbed", "upstream"] as const;
export type ProbeProfile = (typeof probeProfiles)[number];

/**
 * The front-end's probes on the cluster that was measured. With a liveness delay of 5 s instead of
 * upstream's 300 s, three slow answers kill the container: this is what makes the hybrid incident.
 */
const testbedDelaySeconds = 5;

function early(probe: HttpProbe | undefined): HttpProbe | undefined {
    return probe === undefined ? undefined : { ...probe, initialDelaySeconds: testbedDelaySeconds };
}

/** The shop with the front-end's probes of that profile; the other services keep upstream's. */
export function withProbes(shop: ShopSpec, profile: ProbeProfile): ShopSpec {
    if (profile === "upstream") {
        return shop;
    }
    const frontEnd = shop["front-end"];
    const containers = frontEnd.containers.map((container): ContainerSpec => ({
        ...container,
        livenessProbe: early(container.livenessProbe),
        readinessProbe: early(container.readinessProbe),
    }));
    return { ...shop, "front-end": { ...frontEnd, containers } };
}
