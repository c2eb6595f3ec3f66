import { parseSettings } from "../components/settings/parse";
import { remediationNames } from "../scenarios/remediation";
import { scenarios } from "../scenarios/registry";

/** One combination of an incident and remediations, as settings. */
export interface ProgramCell {
    readonly incident: string;
    readonly remediation: string;
}

export const incidents = ["none", ...Object.keys(scenarios)];

const remediationChoices = ["none", ...remediationNames, "hpa,limits", "replicas,restart"];

/** Every incident under every remediation that it may have, health included. */
export const cells: readonly ProgramCell[] = incidents
    .flatMap((incident) => remediationChoices.map((remediation) => ({ incident, remediation })))
    .filter((cell) => {
        const { problems, warnings } = parseSettings({ ...cell }, scenarios);
        return problems.length + warnings.length === 0;
    });

/** Like `crash+hpa`. */
export function cellName({ incident, remediation }: ProgramCell): string {
    return `${incident}+${remediation}`;
}
