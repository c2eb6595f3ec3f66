import { remediationNames, remediations } from "../../scenarios/remediation";
import { effectiveFaults, faultsInForce } from "../../scenarios/faults";
import { type ServiceChange, withChanges } from "../../shop/changes";
import { healthyShop, remediationChanges } from "./healthyShop";
import { amountOf } from "../../shop/quantity";
import type { ContainerSpec } from "../../shop/serviceSpec";
import type { Reader } from "./reader";
import { checkRemediations } from "./remediations";
import type { Settings } from "./settings";

/** Notes what only several keys together can get wrong. */
export function checkTogether(reader: Reader, settings: Settings): void {
    checkOwnStack(reader, settings);
    checkRemediations(reader, settings);
    checkReplicaOwners(reader, settings);
    checkSizes(reader, settings);
}

function checkOwnStack(reader: Reader, settings: Settings): void {
    const { baseStack, datadog, incident } = settings;
    if (baseStack !== undefined && incident === undefined) {
        reader.reject(
            "baseStack",
            "an incident's own stack needs an incident.",
            { say: "Set it", set: "incident", to: "hybrid" },
            { say: "To recover, destroy this stack", run: "pulumi destroy" },
        );
    }
    if (baseStack !== undefined && datadog !== undefined) {
        reader.reject("observability", "belongs to the stack that holds the shop.", {
            say: "Set it there",
            run: `pulumi up -s ${baseStack} -c observability=${datadog.level}`,
        });
    }
}

function checkReplicaOwners(reader: Reader, settings: Settings): void {
    const { incident, remediations: chosen, services } = settings;
    const count = services["front-end"]?.replicas;
    const faults = incident ? effectiveFaults(incident.scenario, incident.memoryFault) : [];
    for (const { kind, service } of faults) {
        if (kind === "autoscale" && services[service]?.replicas !== undefined) {
            reader.reject(
                "services",
                `${service}.replicas and the incident's autoscaler would both own the replica ` +
                    `count of the ${service}. Leave it out.`,
            );
        }
    }
    if (count !== undefined && (chosen.includes("hpa") || chosen.includes("replicas"))) {
        reader.reject(
            "services",
            `front-end.replicas and remediation=${chosen.join(",")} would both own the replica ` +
                "count of the front-end. Leave one out.",
        );
    }
}

/**
 * The API server refuses a limit below the request, in the middle of an update. Looked at with
 * every remediation, so that one that is switched on later is not refused because of `services`.
 */
function checkSizes(reader: Reader, settings: Settings): void {
    const { incident } = settings;
    const faults = incident ? faultsInForce(incident, settings.remediations) : [];
    const ways: readonly (readonly ServiceChange[])[] = [
        [],
        [...faults, ...remediationChanges(settings)],
        ...remediationNames.map((name): readonly ServiceChange[] => remediations[name].changes),
    ];
    const wrong = ways.flatMap((changes) => {
        const sized = changes.filter(({ kind }) => kind !== "autoscale");
        const { spec } = withChanges(healthyShop(settings), sized);
        return Object.values(spec).flatMap(({ containers }) => containers.flatMap(misfits));
    });
    const [first] = wrong;
    if (first !== undefined) {
        reader.reject("services", first);
    }
}

/** Requests of a container that are above its limits, in words. */
function misfits({ name, resources }: ContainerSpec): readonly string[] {
    return (["cpu", "memory"] as const).flatMap((kind) => {
        const request = resources?.requests[kind];
        const limit = resources?.limits?.[kind];
        return request === undefined || limit === undefined || amountOf(request) <= amountOf(limit)
            ? []
            : [`${name} would request ${kind} ${request}, more than its limit of ${limit}.`];
    });
}
