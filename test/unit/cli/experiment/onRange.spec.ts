import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";

import { parseExperiment } from "../../../../cli/experiment/arguments";
import { stageOnRange } from "../../../../cli/experiment/onRange";
import { newNodePort } from "../../../support/range/nodePort";

describe("an experiment on a range", () => {
    it("is refused before anything starts while somebody has its shop's port", async () => {
        const port = newNodePort();
        const other = createServer().listen(port, "127.0.0.1");
        await once(other, "listening");
        const said: string[] = [];
        const say = { log: () => undefined, error: (line: string) => void said.push(line) };
        const asked = parseExperiment(["crash", "--on", "range", "-c", `nodePort=${port}`], say);
        await assert.rejects(
            stageOnRange(asked, say.error, new AbortController().signal),
            new RegExp(`port ${port} .*EADDRINUSE.* -c nodePort=\\d+$`),
        );
        assert.deepEqual(said, []);
        other.close();
        await once(other, "close");
    });
});
