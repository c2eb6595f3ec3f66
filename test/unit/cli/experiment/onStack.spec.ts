import assert from "node:assert/strict";

import { parseExperiment } from "../../../../cli/experiment/arguments";
import { stageOnStack } from "../../../../cli/experiment/onStack";

describe("an experiment on a stack", () => {
    it("is refused faster than the clock where the stack is not on a range", async () => {
        const said: string[] = [];
        const say = { log: () => undefined, error: (line: string) => void said.push(line) };
        // Without a file of its own it has the defaults of Pulumi.yaml.
        const stack = "nowhere";
        const asked = parseExperiment(["crash", "--stack", stack, "--speed", "5"], say);
        await assert.rejects(
            stageOnStack(asked, stack, say.error, new AbortController().signal),
            /^Error: --speed 5: .*kind-sockshop.* Allowed there: 1\. .* sock-shop-range/,
        );
        assert.deepEqual(said, []);
    });
});
