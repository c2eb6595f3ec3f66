import { parseSettings } from "../../components/settings/parse";
import type { Monitor } from "../../components/observability/catalogue/definition";
import { checkCatalogue } from "../../datadog/check/catalogue";
import { isRefused } from "../../datadog/check/finding";
import { documentedMonitors, documentedSlos, shopContext } from "../../pages/documented";
import { parseMonitorQuery } from "../../datadog/query/parse";
import { type CompositePart, compositeParts } from "../../datadog/query/walk";
import type { ScenarioRegistry } from "../../scenarios/registry";
import { recordRules } from "../../scenarios/rules";
import { defaultArms, type Scenario } from "../../scenarios/scenario";
import { scenarioFiles } from "../../scenarios/scenarioFiles";
import { names } from "../../shop/names";
import { contractProblems } from "../../verdict/monitors/contract";
import { runbookProblems } from "./runbook";

/** Something that is missing, and what to do about it. */
export interface Missing {
    /** The file in which it is missing, or the part of an incident's record. */
    readonly where: string;
    readonly what: string;
}

/** All that is missing of an incident before it can be played, generated pages aside. */
export function missingOfIncident(
    scenario: Scenario,
    registry: ScenarioRegistry,
): readonly Missing[] {
    const monitors = documentedMonitors(Object.values(registry));
    return [
        ...recordRules.flatMap(({ part, problems }) => at(part, problems(scenario))),
        ...at("load", missingFiles(scenario)),
        ...at("monitors", contractProblems(scenario.monitors, idsOf(monitors))),
        ...at("diagnosis", compositeProblems(scenario, monitors)),
        ...at("diagnosis", mistakable(scenario, monitors, Object.keys(registry))),
        ...at("fixes", unknownFixes(scenario, registry)),
        ...at("runbook", runbookProblems(scenario, registry, idsOf(monitors))),
    ];
}

function at(where: string, problems: readonly string[]): readonly Missing[] {
    return problems.map((what) => ({ where, what }));
}

function missingFiles(scenario: Scenario): readonly string[] {
    try {
        const bytes = Object.values(scenarioFiles(scenario)).join("").length;
        return bytes < 1024 * 1024
            ? []
            : [`the load's files have ${bytes} bytes; a ConfigMap holds 1 MiB`];
    } catch (error) {
        return [(error as Error).message];
    }
}

const idsOf = (monitors: readonly Monitor[]): readonly string[] => monitors.map(({ id }) => id);

/** The composite must refer to monitors that are there, and that a composite can hold. */
function compositeProblems({ id }: Scenario, monitors: readonly Monitor[]): readonly string[] {
    return checkCatalogue(monitors, documentedSlos, shopContext)
        .filter((finding) => finding.of === names.composite(id) && isRefused(finding))
        .map(({ reason }) => reason);
}

/** Some symptom has to be missing in every other incident, or its composite goes off there, too. */
function mistakable(
    { id }: Scenario,
    monitors: readonly Monitor[],
    incidents: readonly string[],
): readonly string[] {
    const parts = partsOf(monitors.find((one) => one.id === names.composite(id))?.query ?? "");
    return incidents
        .filter((other) => other !== id)
        .filter((other) => !parts.some((part) => isUnlike(part, other)))
        .map((other) => `could be taken for ${other}: add a symptom that ${other} does not show`);

    function isUnlike({ id: part, isNegated }: CompositePart, other: string): boolean {
        const { firesIn = [], mayFireIn = [] } = monitors.find((one) => one.id === part) ?? {};
        return isNegated ? firesIn.includes(other) : ![...firesIn, ...mayFireIn].includes(other);
    }
}

/** The monitors that a composite looks at; none where it is no composite, which is told apart. */
function partsOf(symptoms: string): readonly CompositePart[] {
    try {
        const query = parseMonitorQuery(symptoms);
        return query.kind === "composite" ? compositeParts(query.expression) : [];
    } catch {
        return [];
    }
}

function unknownFixes(scenario: Scenario, registry: ScenarioRegistry): readonly string[] {
    const steps = scenario.runbook.remediate.flatMap(({ remediation }) => remediation ?? []);
    return [...new Set([...defaultArms(scenario), ...steps])].flatMap((remediation) => {
        const values = { incident: scenario.id, remediation };
        const { problems, settings } = parseSettings(values, registry);
        const spelt = settings.remediations.join(",");
        return problems.length > 0
            ? problems.map(({ key, why }) => `remediation "${remediation}": ${key}: ${why}`)
            : spelt === remediation
              ? []
              : [`remediation "${remediation}" is spelt "${spelt}"`];
    });
}
