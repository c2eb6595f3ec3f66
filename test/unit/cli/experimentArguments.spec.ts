import assert from "node:assert/strict";

import { commandOf, parseExperiment } from "../../../cli/experiment/arguments";
import { pasted } from "./pasted";

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
        const args = [
            ...["--remediation", "none,hpa+limits", "--users", "500", "-c", "nodePort=30002"],
            ...["--repeat", "3", "--speed", "5", "--seed", "7", "--predict", "--cool-down", "2m"],
            ...["--host-speed", "lab", "--node-cpus", "2", "--cap", "9m", "--abort-on", "An SLO"],
        ];
        const again = pasted(commandOf(parsed("hybrid", ...args)));
        assert.deepEqual(parseExperiment(again, say), parsed("hybrid", ...args));
    });

    it("says it so that a shell takes it as it was", () => {
        const args = [
            ...["-c", 'services={"catalogue":{"replicas":3}}'],
            ...["--abort-on", 'More than $20 of "orders" \\ `fail`'],
        ];
        const again = pasted(commandOf(parsed("hybrid", ...args)));
        assert.deepEqual(parseExperiment(again, say), parsed("hybrid", ...args));
    });

    it("is played where it says: on a range, or on a stack", () => {
        const onStack = parseExperiment(["hybrid", "--stack", "dev"], say);
        assert.equal(onStack.stack, "dev");
        assert.deepEqual(parseExperiment(pasted(commandOf(onStack)), say), onStack);
        assert.throws(() => parseExperiment(["hybrid"], say), /--on range, or --stack/);
        assert.throws(() => parsed("hybrid", "--stack", "dev"), /cannot be used with/);
    });

    it("does not lead a stack to another shop", () => {
        const args = ["hybrid", "--stack", "dev", "-c", "namespace=other"];
        assert.throws(() => parseExperiment(args, say), /pulumi config set namespace other -s dev/);
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
