import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { CommanderError } from "commander";

import type { MonitorRun } from "../verdict/monitors/monitorRun";
import { parseMonitorsArguments } from "./monitorsArguments";
import { monitorsJunit } from "./monitorsJunit";
import { monitorRuns } from "./monitorsRuns";
import { monitorsText } from "./monitorsText";
import { run } from "./run";

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
    const isTold = !request.json && process.stderr.isTTY;
    const runs = await monitorRuns(request, (name) => {
        if (isTold) {
            console.error(`${name} …`);
        }
    });
    console.log(request.json ? asJson(runs) : monitorsText(runs, request.plain));
    if (request.junit !== undefined) {
        await mkdir(dirname(request.junit), { recursive: true });
        await writeFile(request.junit, monitorsJunit(runs));
    }
    if (runs.some(({ isKept }) => isKept === false)) {
        process.exitCode = 1;
    }
}

function asJson(runs: readonly MonitorRun[]): string {
    return JSON.stringify({ schema: 1, runs }, undefined, 2);
}
