import { parseSettings } from "../components/settings/parse";
import { type Remediation, remediationNames, remediations } from "../scenarios/remediation";
import { scenarios } from "../scenarios/registry";

/** One combination of an incident and remediations, as settings. */
export interface ProgramCell {
    readonly incident: string;
    readonly remediation: string;
}

export const incidents = ["none", ...Object.keys(scenarios)];

const remediationChoices = ["none", ...remediationNames, "hpa,limits", "replicas,restart"];

/** Services that some fix changes. */
const fixed: ReadonlySet<string> = new Set(
    remediationNames.flatMap((name) =>
        (remediations[name] as Remediation).changes.map(({ service }) => service),
    ),
);

/**
 * Whether an incident and a fix can meet at a service. Where they cannot, what one changes is the
 * same without the other, and cells of the two would say everything twice.
 */
function canMeet(incident: string): boolean {
    const faults = scenarios[incident]?.faults ?? [];
    return faults.length === 0 || faults.some(({ service }) => fixed.has(service));
}

/** Every incident under every remediation that it may have and may meet, health included. */
export const cells: readonly ProgramCell[] = incidents
    .flatMap((incident) =>
        remediationChoices
            .filter((name) => canMeet(incident) || ["none", "restore"].includes(name))
            .map((remediation) => ({ incident, remediation })),
    )
    .filter((cell) => {
        const { problems, warnings } = parseSettings({ ...cell }, scenarios);
        return problems.length + warnings.length === 0;
    });

/** Like `crash+hpa`. */
export function cellName({ incident, remediation }: ProgramCell): string {
    return `${incident}+${remediation}`;
}
