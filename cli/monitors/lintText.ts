import pc from "picocolors";

import type { LintedMonitor } from "../../datadog/monitors/lint";

/** What was found, monitor by monitor, and a line that counts it. */
export function lintText(monitors: readonly LintedMonitor[], isPlain: boolean): string {
    const colours = pc.createColors(isPlain ? false : pc.isColorSupported);
    const lines = monitors.flatMap(({ monitor, title, findings }) =>
        findings.length === 0
            ? []
            : [
                  colours.bold(monitor === title ? monitor : `${monitor} ${title}`),
                  ...findings.map(({ severity, code, reason }) => {
                      const paint = severity === "refused" ? colours.red : colours.yellow;
                      return `   ${paint(severity)} ${code}: ${reason}`;
                  }),
              ],
    );
    const count = (severity: string): number =>
        monitors.flatMap(({ findings }) => findings).filter((one) => one.severity === severity)
            .length;
    const total = `${monitors.length} monitors: ${count("refused")} refused, ${count("caution")} caution`;
    return [...lines, ...(lines.length === 0 ? [] : [""]), total].join("\n");
}
