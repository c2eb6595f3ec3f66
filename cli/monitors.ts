import { writeFile } from "node:fs/promises";

import { CommanderError } from "commander";

import type { MonitorRun } from "../verdict/monitors/monitorRun";
import { type MonitorsRequest, parseMonitorsArguments } from "./monitorsArguments";
import { requireOwnFile } from "./paths";
import { run } from "./run";
import { terminalWidth } from "./terminalWidth";

run(async () => {
    try {
        await main();
    } catch (error) {
        // Help was asked for, or has been printed with the complaint.
        if (error instanceof CommanderError) {
            process.exitCode = error.exitCode;
            return;
        }
        throw error;
    }
});

async function main(): Promise<void> {
    const request = parseMonitorsArguments(process.argv.slice(2), console);
    if (request.lint) {
        process.exitCode = await lint(request);
        return;
    }
    if (request.junit !== undefined) {
        requireOwnFile(`--junit ${request.junit}`, request.junit, "<testsuites");
    }
    if (!request.json) {
        // Before anything that takes time: loading the program.
        console.error(`Trying ${whatIsTried(request)} …`);
    }
    const { monitorRuns } = await import("./monitorsRuns.js");
    const isTold = !request.json && process.stderr.isTTY;
    const runs = await monitorRuns(request, (name) => {
        if (isTold) {
            console.error(`${name} …`);
        }
    });
    const { monitorsText } = await import("./monitorsText.js");
    console.log(request.json ? asJson(runs) : monitorsText(runs, request.plain, terminalWidth()));
    if (request.junit !== undefined) {
        const { monitorsJunit } = await import("./monitorsJunit.js");
        await writeFile(request.junit, monitorsJunit(runs));
    }
    // Where nothing could be evaluated, nothing was tried.
    if (runs.some(({ isKept, rows }) => isKept === false || rows.length === 0)) {
        process.exitCode = 1;
    }
}

function whatIsTried({ monitors, evidence, runs }: MonitorsRequest): string {
    const which = monitors === undefined ? "the stack's monitors" : `the monitors of ${monitors}`;
    return evidence.length > 0
        ? `${which} on evidence`
        : `${which} on simulated runs: ${runs.join(", ")}`;
}

/** @returns the exit code: 1 when a monitor cannot work, or not as meant. */
async function lint(request: MonitorsRequest): Promise<number> {
    const [{ isRefused }, { lintMonitors }, { lintText }, { monitorSet }] = await Promise.all([
        import("../datadog/check/finding.js"),
        import("../datadog/monitors/lint.js"),
        import("./lintText.js"),
        import("./monitorsRuns.js"),
    ]);
    const results = lintMonitors(await monitorSet(request));
    console.log(
        request.json
            ? JSON.stringify({ schema: 1, monitors: results }, undefined, 2)
            : lintText(results, request.plain),
    );
    return results.some(({ findings }) => findings.some(isRefused)) ? 1 : 0;
}

function asJson(runs: readonly MonitorRun[]): string {
    return JSON.stringify({ schema: 1, runs }, undefined, 2);
}
