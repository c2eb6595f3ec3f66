/** What an experiment says of an arm as it ends. */
import type { ArmRun } from "../../experiment/arm";
import { endingText } from "../../report/experiment/words";
import { figuresOf } from "../../verdict/figures";
import { scenarios } from "../../scenarios/registry";

export function armText(run: ArmRun, incident: string): string {
    const { remediation, ending, clocks, evidence, recovery, recoverySeconds, missing } = run;
    const lines = [`${remediation}: ${endingText(run)}`];
    const load = scenarios[incident]?.load;
    if (evidence !== undefined && load !== undefined && ending.kind === "load over") {
        const { requests, requestFailureRatio, frontEndRestarts, p95Ms } = figuresOf(
            evidence,
            load,
        );
        const failed = `${(100 * requestFailureRatio).toFixed(1)} % of ${requests} requests failed`;
        lines.push(`  users      ${failed}, p95 ${Math.round(p95Ms)} ms`);
        lines.push(`  front-end  ${frontEndRestarts} restarts`);
    }
    const alerts = Object.entries(clocks.alerts).filter(([, time]) => time !== null);
    lines.push(
        `  first      failure ${after(clocks.firstFailure)}, restart ${after(clocks.firstRestart)}, ` +
            `scale-out ${after(clocks.firstScaleOut)}`,
        ...alerts
            .sort(([, one], [, other]) => (one ?? 0) - (other ?? 0))
            .map(([name, time]) => `  alert      ${after(time)} ${name}`),
        recovery.isWhole
            ? `  recovery   whole after ${recoverySeconds ?? "?"} s, hash ${recovery.hash}`
            : "  recovery   NOT whole:",
        ...recovery.problems.map((one) => `    ${one}`),
        ...missing.map((one) => `  missing    ${one}`),
    );
    return lines.join("\n");
}

const after = (seconds: number | null): string =>
    seconds === null ? "not reached" : `after ${seconds} s`;
