/** Mocha's own listing and, last, what took longest: set-up shared by tests counts as well. */
import Mocha from "mocha";

/** As many as one looks at. */
const shown = 10;

class SlowestLast extends Mocha.reporters.Spec {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
        super(runner, options);
        const timed: (Mocha.Test | Mocha.Hook)[] = [];
        const keep = (one: Mocha.Test | Mocha.Hook): void => {
            timed.push(one);
        };
        runner.on("test end", keep);
        runner.on("hook end", keep);
        runner.once("end", () => {
            const seconds = (one: Mocha.Runnable): number => (one.duration ?? 0) / 1000;
            timed.sort((a, b) => seconds(b) - seconds(a));
            console.log("  the slowest:");
            for (const one of timed.slice(0, shown)) {
                console.log(`${seconds(one).toFixed(1).padStart(8)} s  ${one.fullTitle()}`);
            }
        });
    }
}

export = SlowestLast;
