import { deepEqual } from "node:assert/strict";

import { identityLines } from "../../../cli/monitors/identity";
import type { MonitorRun } from "../../../verdict/monitors/monitorRun";

/** A run in which these monitors were looked at, and those went off. */
function run(name: string, monitors: readonly string[], ...fired: readonly string[]): MonitorRun {
    const rows = monitors.map((monitor) => ({
        monitor,
        ...(fired.includes(monitor) ? { firstAlertAt: 1 } : {}),
    }));
    return { name, rows } as unknown as MonitorRun;
}

const signs = { named: "+", silent: "." };
const all = ["cpu", "incident-heap", "incident-payment"];

describe("which composite goes off in which run", () => {
    it("is a matrix of the composites and the runs, other monitors left out", () => {
        const runs = [
            run("healthy", all),
            run("heap", all, "incident-heap", "cpu"),
            run("payment", all, "incident-payment", "incident-heap"),
        ];
        deepEqual(identityLines(runs, signs), [
            "",
            "Which composite goes off in which run:",
            "                  1  2  3",
            "incident-heap     .  +  +",
            "incident-payment  .  .  +",
            "Runs: 1 healthy, 2 heap, 3 payment",
        ]);
    });

    it("is not there for one run, nor for one composite that all were asked about", () => {
        deepEqual(identityLines([run("heap", all)], signs), []);
        const looked = [run("heap", all), run("payment", ["incident-heap"])];
        deepEqual(identityLines(looked, signs), []);
    });
});
