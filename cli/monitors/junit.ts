import junit from "junit-report-builder";

import type { MonitorRun } from "../../verdict/monitors/monitorRun";

/** A test suite per run and a test case per monitor, as CI servers read them. */
export function monitorsJunit(runs: readonly MonitorRun[]): string {
    const builder = junit.newBuilder();
    for (const run of runs) {
        const suite = builder
            .testSuite()
            .name(`monitors.${run.name}`)
            .property("origin", run.origin)
            .property("users", String(run.users));
        for (const { monitor, title, contract, reached, unjudged } of run.rows) {
            const test = suite
                .testCase()
                .className(`monitors.${run.name}`)
                .name(`${monitor}: ${title}`);
            const output = [
                ...(contract === undefined ? [`reached ${reached}; nothing is expected`] : []),
                ...(unjudged === undefined ? [] : [unjudged]),
                ...run.hints.filter((hint) => hint.monitor === monitor).map(({ text }) => text),
            ];
            if (output.length > 0) {
                test.standardOutput(output.join("\n"));
            }
            if (unjudged !== undefined && contract?.problem === undefined) {
                test.skipped();
            }
            if (contract?.problem !== undefined) {
                test.failure(`${monitor} ${contract.problem}`, contract.expectation);
            }
        }
        for (const { monitor, title, reason } of run.leftOut ?? []) {
            suite
                .testCase()
                .className(`monitors.${run.name}`)
                .name(`${monitor}: ${title}`)
                .standardOutput(reason)
                .skipped();
        }
        for (const problem of run.contractProblems) {
            suite
                .testCase()
                .className(`monitors.${run.name}`)
                .name("contract")
                .failure(problem, "contract");
        }
    }
    return builder.build();
}
