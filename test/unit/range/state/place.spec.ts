import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { keptPlace, newPlace } from "../../../../range/state/place";
import { inTemporaryFolder } from "../temporary";

/** No process ever has it: the highest that Linux gives is 2^22. */
const nobody = 4_194_305;

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe("a range's folder", () => {
    it("is new each time, for its user alone, and goes with the range", () =>
        inTemporaryFolder(() => {
            const [one, other] = [newPlace(), newPlace()];
            assert.notEqual(one.directory, other.directory);
            assert.equal(modeOf(one.directory), "700");
            assert.deepEqual(one.removeAtEnd, [one.directory]);
            assert.deepEqual([one.isKept, one.isTakenUp], [false, false]);
        }));

    it("that is kept stays, and is taken up by the next one", () =>
        inTemporaryFolder((folder) => {
            const directory = join(folder, "kept");
            const first = keptPlace(directory);
            assert.equal(modeOf(directory), "700");
            assert.ok(!first.removeAtEnd.includes(directory));
            assert.equal(first.isTakenUp, false);
            for (const lock of first.removeAtEnd) {
                writeFileSync(lock, String(nobody));
            }
            assert.equal(keptPlace(directory).isTakenUp, true);
        }));

    it("is not kept from the next one by a lock that nobody's name is in", () =>
        inTemporaryFolder((folder) => {
            const directory = join(folder, "kept");
            for (const lock of keptPlace(directory).removeAtEnd) {
                writeFileSync(lock, "");
            }
            assert.equal(keptPlace(directory).isTakenUp, true);
        }));

    it("is not used by two at once", () =>
        inTemporaryFolder((folder) => {
            const directory = join(folder, "kept");
            keptPlace(directory);
            assert.throws(() => keptPlace(directory), new RegExp(`process ${process.pid} uses it`));
        }));

    it("with something else in it is refused, and left as it is", () =>
        inTemporaryFolder((folder) => {
            const directory = join(folder, "thesis");
            mkdirSync(directory, { mode: 0o755 });
            const file = join(directory, "chapter1");
            writeFileSync(file, "It was a dark and stormy night.");
            assert.throws(() => keptPlace(directory), /something else in it/);
            assert.equal(readFileSync(file, "utf8"), "It was a dark and stormy night.");
            assert.equal(modeOf(directory), "755");
            assert.ok(!existsSync(join(directory, "in-use")));
        }));
});
