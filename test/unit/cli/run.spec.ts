import { equal, match } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, openSync } from "node:fs";

const full = "/dev/full";

describe("a command whose output cannot be written", function () {
    this.timeout(30_000);
    before(function () {
        if (!existsSync(full)) {
            this.skip();
        }
    });

    const endings: readonly (readonly [string, string, string])[] = [
        ["run", "process.exitCode = 0;", "sets its exit code"],
        ["runAndLeave", "return 0;", "leaves"],
    ];
    for (const [how, end, when] of endings) {
        it(`ends with 1, also where it ${when} long after`, () => {
            const module = JSON.stringify(require.resolve("../../../cli/run"));
            const { status, stderr } = spawnSync(
                process.execPath,
                [
                    ...["--import", "tsx", "--eval"],
                    `require(${module}).${how}(async () => {
                        console.log("lost");
                        await new Promise((resolve) => setTimeout(resolve, 50));
                        ${end}
                    })`,
                ],
                { encoding: "utf8", stdio: ["ignore", openSync(full, "w"), "pipe"] },
            );
            match(stderr, /^The output could not be written: /);
            equal(status, 1);
        });
    }
});
