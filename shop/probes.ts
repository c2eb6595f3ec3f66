import type { ContainerSpec, HttpProbe } from "./serviceSpec";
import type { ShopSpec } from "./services";

export const probeProfiles = ["testbed", "upstream"] as const;
export type ProbeProfile = (typeof probeProfiles)[number];

/**
 * The front-end's probes on the cluster that was measured. With a liveness delay of 5 s instead of
 * upstream's 300 s, three slow answers kill the container: this is what makes the hybrid incident.
 */
const testbedDelaySeconds = 5;

/**
 * What upstream's delay is for, besides: a start on a busy machine takes longer than the 5 s and three
 * failures after it (measured: the front-end killed twice before it listened). So the liveness probe
 * waits until the process listens, for as long as upstream lets it start: 300 s. Its first look comes
 * before the others' delay is over, and after `npm start` has come up where the CPU is there (1.3 to
 * 2 s at 300m): then nothing else changes. Only a connection is asked for, not a page: in a crowd that
 * is there at once the page would not come in time, and liveness would wait for ever.
 */
const startup = { initialDelaySeconds: 2, periodSeconds: 3, failureThreshold: 100 } as const;

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
        startupProbe: container.livenessProbe && {
            port: container.livenessProbe.port,
            ...startup,
        },
    }));
    return { ...shop, "front-end": { ...frontEnd, containers } };
}
