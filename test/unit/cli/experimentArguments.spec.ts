import assert from "node:assert/strict";

import { commandOf, parseExperiment } from "../../../cli/experiment/arguments";

const say = { log: () => undefined, error: () => undefined };

const parsed = (...args: readonly string[]): ReturnType<typeof parseExperiment> =>
    parseExperiment([...args, "--on", "range"], say);

describe("the command line of an experiment", () => {
    it("takes a list of fixes, of which one may be several at once", () => {
        const { remediations } = parsed("hybrid", "--remediation", "none,hpa,hpa+limits");
        assert.deepEqual(remediations, ["none", "hpa", "hpa,limits"]);
    });

    it("gives a load five minutes more than it should take", () => {
        assert.equal(parsed("hybrid", "--duration", "2m").capSeconds, 420);
        assert.equal(parsed("hybrid", "--duration", "2m", "--cap", "3m").capSeconds, 180);
    });

    it("says what asks for the same", () => {
        const args = ["--remediation", "none,hpa+limits", "--users", "500", "-c", "nodePort=30002"];
        const command = commandOf(parsed("hybrid", ...args, "--repeat", "3", "--speed", "5"));
        const again = command.replace("npm run experiment -- ", "").split(" ");
        assert.deepEqual(
            parseExperiment(again, say),
            parsed("hybrid", ...args, "--repeat", "3", "--speed", "5"),
        );
    });

    const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
        ["an incident that there is not", ["hybird"], /Did you mean hybrid\?/],
        ["a fix that there is not", ["hybrid", "--remediation", "none,hpaa"], /--remediation/],
        ["fixes that exclude each other", ["hybrid", "--remediation", "hpa+replicas"], /replicas/],
        ["a response, which does nothing before", ["hybrid", "--remediation", "restart"], /./],
    ];
    for (const [what, args, why] of refused) {
        it(`refuses ${what}`, () => {
            assert.throws(() => parsed(...args), why);
        });
    }
});
