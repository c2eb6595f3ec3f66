import { type RunbookSection, runbookSections, type RunbookStep } from "../scenarios/observation";
import type { FixUse, Scenario } from "../scenarios/scenario";
import type { Monitor } from "../components/observability/catalogue/definition";

/**
 * The page docs/runbooks/<id>.md. All of it comes from the incident's record and the catalogue, so
 * that a page cannot name a monitor or a query that is not there. Throws when the record does.
 */
export function runbookPage(
    scenario: Scenario,
    monitors: readonly Monitor[],
    namespace: string,
): string {
    const { title, summary, runbook } = scenario;
    const parts = runbookSections.map((section) =>
        [
            `## ${headline(section)}`,
            ...openingOf(section, scenario, monitors),
            ...runbook[section].map((step) => stepText(step, monitors, namespace)),
            ...closingOf(section, scenario),
        ].join("\n\n"),
    );
    return `${[`# ${title}`, summary, ...parts].join("\n\n")}\n`;
}

const headline = (section: RunbookSection): string =>
    `${section.charAt(0).toUpperCase()}${section.slice(1)}`;

/** What every page says at the beginning of a section. */
function openingOf(
    section: RunbookSection,
    { monitors: contract, diagnosis, rootCause }: Scenario,
    monitors: readonly Monitor[],
): readonly string[] {
    switch (section) {
        case "detect": {
            const rows = contract.mustFire.map(
                ({ monitor, withinSeconds }) =>
                    `| \`${monitor}\` | ${monitorOf(monitor, monitors).title} | ` +
                    `${Math.ceil(withinSeconds / 60)} min |`,
            );
            const table = ["| monitor | says | at the latest |", "| --- | --- | --- |", ...rows];
            return ["These go off, counted from the start of the load:", table.join("\n")];
        }
        case "diagnose":
            return [rootCause, `What tells it from the other incidents: ${diagnosis.why}`];
        default:
            return [];
    }
}

/** What every page says at the end of a section. */
function closingOf(section: RunbookSection, scenario: Scenario): readonly string[] {
    switch (section) {
        case "remediate":
            return [
                "What helps now that it is on, and the setting that applies it where the stack has one:",
                fixesFor("response", scenario),
                "What does not:",
                scenario.wrongFixes.map(({ action, why }) => `- ${action}: ${why}.`).join("\n"),
                `Afterwards: ${scenario.recovery}`,
                "To end a drill altogether: `pulumi up --refresh -c incident=none`",
            ];
        case "prevent":
            return scenario.acceptedFixes.some(({ serves }) => serves.includes("prevention"))
                ? ["What helps when it is in place before:", fixesFor("prevention", scenario)]
                : [];
        default:
            return [];
    }
}

function fixesFor(use: FixUse, { acceptedFixes }: Scenario): string {
    return acceptedFixes
        .filter(({ serves }) => serves.includes(use))
        .map(
            ({ action, why, remediation }) =>
                `- ${action}: ${why}.` +
                (remediation === undefined ? "" : ` \`pulumi up -c remediation=${remediation}\``),
        )
        .join("\n");
}

function stepText(step: RunbookStep, monitors: readonly Monitor[], namespace: string): string {
    const { say, monitor, logs, events, run } = step;
    const inNamespace = `kube_namespace:${namespace}`;
    const shown =
        (monitor !== undefined && block("text", monitorOf(monitor, monitors).query)) ||
        (logs !== undefined && block("text", `${inNamespace} ${logs}`)) ||
        (events !== undefined && block("text", `${events} ${inNamespace}`)) ||
        (run !== undefined && block("sh", run));
    const name = monitor === undefined ? "" : ` Monitor \`${monitor}\`:`;
    return shown === false ? say : `${say}${name}\n\n${shown}`;
}

const block = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

function monitorOf(id: string, monitors: readonly Monitor[]): Monitor {
    const monitor = monitors.find((one) => one.id === id);
    if (monitor === undefined) {
        throw new Error(
            `a runbook names the monitor "${id}", which is none of ` +
                monitors.map((one) => one.id).join(", "),
        );
    }
    return monitor;
}
