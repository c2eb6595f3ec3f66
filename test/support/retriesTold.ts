/**
 * Mocha's own listing, for tests of whole processes, which get a second attempt: a machine that
 * stands still for a moment is no fault of the product. No attempt that failed goes unnoticed.
 */
import Mocha from "mocha";

class RetriesTold extends Mocha.reporters.Spec {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
        super(runner, options);
        const retried: string[] = [];
        runner.on("retry", (test: Mocha.Test, error: Error) => {
            retried.push(test.fullTitle());
            console.log(`    tried again: ${test.title}\n${error.stack ?? error.message}`);
        });
        runner.once("end", () => {
            if (retried.length > 0) {
                console.log(["  tried again:", ...retried].join("\n    "));
            }
        });
    }
}

export = RetriesTold;
