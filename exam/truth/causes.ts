/** What the faults of an incident are called by the taxonomy. */
import type { Scenario } from "../../scenarios/scenario";
import type { ServiceChange } from "../../shop/changes";
import type { ServiceName } from "../../shop/services";
import type { CauseName } from "../answers/taxonomy";
import { entrance } from "../../verdict/counts";

export interface PlacedCause {
    readonly service: ServiceName;
    readonly cause: CauseName;
}

type ChangeOf<Kind extends ServiceChange["kind"]> = Extract<ServiceChange, { kind: Kind }>;

/** A kind of fault without its cause does not compile. */
const causeOf: { readonly [Kind in ServiceChange["kind"]]: (fault: ChangeOf<Kind>) => CauseName } =
    {
        replicas: ({ replicas }) => (replicas === 0 ? "scaled-to-zero" : "too-few-replicas"),
        memory: () => "memory-limit-too-low",
        cpu: () => "cpu-limit-too-low",
        limits: () => "cpu-limit-too-low",
        probes: () => "probes-silenced",
        image: () => "image-unavailable",
        targetPort: () => "service-port-wrong",
        restart: () => "pods-replaced",
        autoscale: () => "autoscaler-wrong-metric",
        network: () => "network-policy-blocks",
    };

/**
 * The causes of an incident, the first of them the one to name. Without a fault the users are it:
 * then the record's symptoms say what they bring about.
 */
export function causesOf({
    faults,
    symptoms,
}: Pick<Scenario, "faults" | "symptoms">): readonly PlacedCause[] {
    const faulted = faults.map((fault) => ({
        service: fault.service,
        cause: (causeOf[fault.kind] as (one: ServiceChange) => CauseName)(fault),
    }));
    const underLoad = loadCauseOf(symptoms);
    const isElsewhere = faults.some(({ service }) => service !== entrance);
    return [...faulted, ...(underLoad === undefined || isElsewhere ? [] : [underLoad])];
}

/** What too many users do to the service that they talk to. */
function loadCauseOf(symptoms: Scenario["symptoms"]): PlacedCause | undefined {
    const demands = (figure: string): boolean =>
        symptoms.some(
            (one) =>
                one.figure === figure &&
                (one.service ?? entrance) === entrance &&
                (one.atLeast ?? one.above ?? 0) > 0,
        );
    if (demands("oomKills")) {
        return undefined;
    }
    if (demands("restarts")) {
        return { service: entrance, cause: "busy-process-killed-by-probe" };
    }
    return demands("p95ResponseTimeMs") ? { service: entrance, cause: "cpu-saturated" } : undefined;
}
