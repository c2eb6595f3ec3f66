import assert from "node:assert/strict";
import { existsSync, statSync, writeFileSync } from "node:fs";

import { chosenRange } from "../../../../cli/range";
import { announce, announcementOf, runningRanges } from "../../../../range/state/runningRanges";
import { inTemporaryFolder } from "../temporary";
import { rangeOf } from "./rangeOf";

/** No process ever has it: the highest that Linux gives is 2^22. */
const nobody = 4_194_305;

describe("ranges that run", () => {
    it("are known to their user's other terminals, and to nobody else", () =>
        inTemporaryFolder(() => {
            assert.deepEqual(runningRanges(), []);
            const own = rangeOf(process.pid);
            announce(own);
            assert.deepEqual(runningRanges(), [own]);
            assert.equal(statSync(announcementOf(process.pid)).mode & 0o777, 0o600);
        }));

    it("are not those that were killed, of which nothing is left", () =>
        inTemporaryFolder(() => {
            announce(rangeOf(process.pid));
            announce(rangeOf(nobody));
            assert.deepEqual(runningRanges(), [rangeOf(process.pid)]);
            assert.ok(!existsSync(announcementOf(nobody)));
        }));

    it("keep what says of them that they run, also where it cannot be read", () =>
        inTemporaryFolder(() => {
            announce(rangeOf(process.pid));
            const file = announcementOf(process.ppid);
            writeFileSync(file, '{ "processId": 1');
            assert.deepEqual(runningRanges(), [rangeOf(process.pid)]);
            assert.ok(existsSync(file));
        }));

    it("are chosen by folder when there are several", () => {
        const [one, other] = [rangeOf(1), rangeOf(2)];
        assert.equal(chosenRange([one], undefined), one);
        assert.equal(chosenRange([one, other], "/state/2"), other);
        assert.throws(() => chosenRange([], undefined), /No range runs\. Start one: npm run range/);
        assert.throws(() => chosenRange([one], "/elsewhere"), /No range runs in \/elsewhere/);
        assert.throws(
            () => chosenRange([one, other], undefined),
            /--of \/state\/1 +\(since .*08:00Z\)\n.*\/2/,
        );
    });
});
