/** Whether every test was run and none failed: what was left out must not look proved. */
export function allPassed(suite: Mocha.Suite | undefined): boolean {
    return (
        suite !== undefined &&
        suite.tests.every(({ state }) => state === "passed") &&
        suite.suites.every(allPassed)
    );
}
