import { type Monitor, signals } from "../components/observability/catalogue/definition";
import type { Rejection } from "./rejected";
import type { Slo } from "../datadog/monitor";

/** The page docs/monitors.md: every monitor with its reason, and what was not taken over. */
export function monitorsPage(
    monitors: readonly Monitor[],
    slos: readonly Slo[],
    rejections: readonly Rejection[],
): string {
    const bySignal = signals.flatMap((signal) => [
        `## ${signal === "cpu" ? "CPU" : signal.charAt(0).toUpperCase() + signal.slice(1)}`,
        ...monitors.filter((one) => one.signal === signal).map(monitorText),
    ]);
    const parts = [
        "# The monitors",
        "Derived from the catalogue (components/observability/catalogue) and the incidents' " +
            "records; `npm run update-runbooks` writes it. Every query is checked against the " +
            "table of facts by `npm test`.",
        ...bySignal,
        "## Service level objectives",
        slos.map(sloText).join("\n"),
        "## What the guides ask for, and why it is different here",
        rejections.map(rejectionText).join("\n"),
    ];
    return `${parts.join("\n\n")}\n`;
}

function monitorText(monitor: Monitor): string {
    const { id, title, query, why, priority, thresholds, firesIn, mayFireIn } = monitor;
    const recovery =
        thresholds?.criticalRecovery === undefined
            ? ""
            : ` Recovers at ${thresholds.criticalRecovery}.`;
    const evidence = [
        firesIn.length === 0 ? "Has to go off in no incident" : `Goes off in ${firesIn.join(", ")}`,
        ...(mayFireIn.length === 0 ? [] : [`may in ${mayFireIn.join(", ")}`]),
    ].join("; ");
    return [
        `### ${title}`,
        `\`${id}\`, priority ${priority}. ${evidence}.${recovery}`,
        `\`\`\`text\n${query}\n\`\`\``,
        why,
    ].join("\n\n");
}

function sloText({ title, target, timeframe, description, why }: Slo): string {
    return `- **${title}**, ${target} % of ${timeframe}. ${description} ${why}`;
}

function rejectionText({ original, why, replacedBy }: Rejection): string {
    const instead = replacedBy.map((id) => `\`${id}\``).join(", ");
    return `- \`${original}\`: ${why} Instead: ${instead}.`;
}
