/** Takes the probes from everything: nothing is killed any more, and nobody knows what is ready. */
import { change, cluster, deploymentsOf, untilRestarts } from "./desk";

async function main(): Promise<void> {
    const api = await cluster();
    await untilRestarts(api, "front-end");
    for (const { metadata, spec } of await deploymentsOf(api)) {
        const containers = spec.template.spec.containers.map(({ name }) => ({
            name,
            livenessProbe: null,
            readinessProbe: null,
        }));
        await change(api, metadata.name, { template: { spec: { containers } } });
    }
}

void main();
