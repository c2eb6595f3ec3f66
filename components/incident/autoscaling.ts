import { effectiveFaults } from "../../scenarios/faults";
import { remediations, type Remediation } from "../../scenarios/remediation";
import { names } from "../../shop/names";
import type { Settings } from "../settings/settings";
import type { ClusterState } from "./clusterState";
import { holds, isSameIncident } from "./identity";

/** What asks for an autoscaler, as the settings have it, and for whom. */
interface Asked {
    readonly value: string;
    readonly targets: readonly string[];
}

/** An autoscaler is blind without metrics, and two on one Deployment do nothing. */
export function autoscaling(
    settings: Settings,
    state: ClusterState,
    stack: string,
): readonly string[] {
    return [byFixes(settings), byFaults(settings)]
        .filter(({ targets }) => targets.length > 0)
        .flatMap((asked) => [
            ...blind(asked, settings, state),
            ...contested(asked, settings, state, stack),
        ]);
}

function byFixes({ remediations: chosen }: Settings): Asked {
    const changes = chosen.flatMap((name) => {
        const { needsMetrics, changes: all } = remediations[name] as Remediation;
        return needsMetrics ? all : [];
    });
    return {
        value: `remediation = "${chosen.join(",")}"`,
        targets: [...new Set(changes.map(({ service }) => service))],
    };
}

function byFaults({ incident }: Settings): Asked {
    const faults = incident ? effectiveFaults(incident.scenario, incident.memoryFault) : [];
    return {
        value: `incident = "${incident?.scenario.id ?? "none"}"`,
        targets: faults.filter(({ kind }) => kind === "autoscale").map(({ service }) => service),
    };
}

function blind({ value }: Asked, settings: Settings, state: ClusterState): readonly string[] {
    const hasMetrics = settings.metricsServer || ["foreign", "unknown"].includes(state.metricsApi);
    const isOn = state.autoscalers.some(({ isOurs }) => isOurs);
    // Already running: refusing would only keep the rest of the update from happening.
    return hasMetrics || (isOn && state.metricsApi === "none" && !settings.incident)
        ? []
        : [
              `${value}: the cluster has no metrics API, so an autoscaler would never act. ` +
                  "Install it with: pulumi config set metricsServer true",
          ];
}

function contested(
    { value, targets }: Asked,
    settings: Settings,
    { autoscalers, leases }: ClusterState,
    stack: string,
): readonly string[] {
    const { baseStack, incident, kubeContext, namespace } = settings;
    const isOn = leases.some(
        ({ holder, incident: marked }) =>
            holds(stack, holder) && isSameIncident(stack, incident?.scenario.id ?? "", marked),
    );
    // To a stack of its own, the one that the shop's stack made is somebody else's as well.
    const isOthers = (isOurs: boolean): boolean => !isOurs || (baseStack !== undefined && !isOn);
    return targets.flatMap((service) => {
        const other = autoscalers.find(
            ({ isOurs, name, target }) =>
                isOthers(isOurs) && (target === service || name === names.autoscaler(service)),
        );
        if (other === undefined) {
            return [];
        }
        const remove = other.isOurs
            ? `pulumi up -s ${baseStack ?? stack} -c remediation=none`
            : `kubectl --context ${kubeContext} -n ${namespace} delete hpa ${other.name}`;
        return [
            `${value}: somebody put autoscaler ${other.name} on the ${service}, and two of them ` +
                `stop each other. Remove it: ${remove}`,
        ];
    });
}
