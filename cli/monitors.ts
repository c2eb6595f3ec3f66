import { writeFile } from "node:fs/promises";

import type { MonitorRun } from "../verdict/monitors/monitorRun";
import { askedOrExit } from "./asked";
import { type MonitorsRequest, parseMonitorsArguments } from "./monitors/arguments";
import type { Output } from "./output";
import { requireOwnFile } from "./paths";
import { run } from "./run";
import { terminalWidth } from "./terminalWidth";

/** Resolves to the exit code: 1 when a monitor is not as expected, cannot work, or was not tried. */
export async function monitors(args: readonly string[], say: Output): Promise<number> {
    const request = askedOrExit(() => parseMonitorsArguments(args, say));
    if (typeof request === "number") {
        return request;
    }
    return request.lint ? lint(request, say) : tried(request, say);
}

async function tried(request: MonitorsRequest, say: Output): Promise<number> {
    if (request.junit !== undefined) {
        requireOwnFile(`--junit ${request.junit}`, request.junit, "<testsuites");
    }
    if (!request.json) {
        // Before anything that takes time: loading the program.
        say.error(`Trying ${whatIsTried(request)} …`);
    }
    const { monitorRuns } = await import("./monitors/runs.js");
    const isTold = !request.json && process.stderr.isTTY;
    const runs = await monitorRuns(request, (name) => {
        if (isTold) {
            say.error(`${name} …`);
        }
    });
    const { monitorsText } = await import("./monitors/text.js");
    say.log(request.json ? asJson(runs) : monitorsText(runs, request.plain, terminalWidth()));
    if (request.junit !== undefined) {
        const { monitorsJunit } = await import("./monitors/junit.js");
        await writeFile(request.junit, monitorsJunit(runs));
    }
    // Where nothing could be evaluated, nothing was tried.
    return runs.some(({ isKept, rows }) => isKept === false || rows.length === 0) ? 1 : 0;
}

function whatIsTried({ monitors, evidence, runs }: MonitorsRequest): string {
    const which = monitors === undefined ? "the stack's monitors" : `the monitors of ${monitors}`;
    return evidence.length > 0
        ? `${which} on evidence`
        : `${which} on simulated runs: ${runs.join(", ")}`;
}

/** 1 when a monitor cannot work, or not as meant. */
async function lint(request: MonitorsRequest, say: Output): Promise<number> {
    const [{ isRefused }, { lintMonitors }, { lintText }, { monitorSet }] = await Promise.all([
        import("../datadog/check/finding.js"),
        import("../datadog/monitors/lint.js"),
        import("./monitors/lintText.js"),
        import("./monitors/runs.js"),
    ]);
    const results = lintMonitors(await monitorSet(request));
    say.log(
        request.json
            ? JSON.stringify({ schema: 1, monitors: results }, undefined, 2)
            : lintText(results, request.plain),
    );
    return results.some(({ findings }) => findings.some(isRefused)) ? 1 : 0;
}

function asJson(runs: readonly MonitorRun[]): string {
    return JSON.stringify({ schema: 1, runs }, undefined, 2);
}

if (require.main === module) {
    run(async () => {
        process.exitCode = await monitors(process.argv.slice(2), console);
    });
}
