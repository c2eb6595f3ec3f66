import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parseExperiment } from "../../../cli/experiment/arguments";
import { play } from "../../../cli/experiment/play";
import { readExperiment } from "../../../experiment/kept/files";
import type { ObservedShop } from "../../../live/snapshot/observe";
import { healthy, place, plannedShop } from "../live/support";
import { StandInWorld } from "./standInWorld";

describe("the exit code of an experiment", () => {
    let shop: ObservedShop;
    let world: StandInWorld;
    let out: string;
    let told: string[];
    let hasEnded: boolean;
    let interrupt: AbortController;

    before(async () => {
        shop = healthy(await plannedShop());
    });

    beforeEach(() => {
        world = new StandInWorld(shop);
        out = mkdtempSync(join(tmpdir(), "played-"));
        [told, hasEnded, interrupt] = [[], false, new AbortController()];
    });

    afterEach(() => {
        rmSync(out, { recursive: true, force: true });
    });

    const played = (...args: readonly string[]): Promise<number> => {
        const say = { log: () => undefined, error: (text: string) => told.push(text) };
        const end = (): Promise<void> => {
            hasEnded = true;
            return Promise.resolve();
        };
        return play(
            { world, place, end },
            {
                asked: parseExperiment(["hybrid", "--on", "range", ...args], say),
                ...{
                    out,
                    say,
                    signal: interrupt.signal,
                    terminal: { width: 100, hasColour: false },
                },
            },
        );
    };

    it("is 0 when all was played, is whole and kept", async () => {
        assert.equal(await played("--remediation", "none,limits"), 0);
        assert.ok(hasEnded);
        assert.equal((await readExperiment(out)).kept.arms.length, 2);
        assert.doesNotMatch(told.join("\n"), /NOT KEPT/);
    });

    it("is 1 where evidence cannot be kept, which is said, and no further arm is played", async () => {
        // What is to be a folder is a file, whichever arm comes first.
        for (const arm of ["none-1", "limits-1"]) {
            writeFileSync(join(out, arm), "in the way");
        }
        assert.equal(await played("--remediation", "none,limits", "--duration", "1m"), 1);
        const injections = world.done.filter((what) => what.startsWith("inject"));
        assert.equal(injections.length, 1);
        assert.equal(world.done.at(-1), "recover");
        assert.ok(hasEnded);
        const last = told.at(-1) ?? "";
        assert.match(last, /^NOT KEPT in .*: evidence of (none|limits)-1\. What is printed is all/);
        assert.match(last, /npm run experiment -- hybrid --on range .*--duration 1m/);
    });

    it("is 130 when it was interrupted and is whole again", async () => {
        world.onSleep = () => {
            if (world.after > 0) {
                interrupt.abort();
            }
        };
        assert.equal(await played(), 130);
        assert.deepEqual(readdirSync(out).sort(), ["experiment.json", "none-1", "report.html"]);
    });

    it("is 1 when it was interrupted and its evidence could not be kept", async () => {
        writeFileSync(join(out, "none-1"), "in the way");
        world.onSleep = () => {
            if (world.after > 0) {
                interrupt.abort();
            }
        };
        assert.equal(await played(), 1);
        assert.match(told.at(-1) ?? "", /^NOT KEPT/);
    });

    it("is 1 when it cannot be recovered, which is said, and its evidence is kept", async () => {
        world.recover = () => Promise.reject(new Error("no answer"));
        assert.equal(await played(), 1);
        const { kept, evidence } = await readExperiment(out);
        assert.equal(kept.arms[0]?.recovery.isWhole, false);
        assert.ok(evidence.has("none-1"));
        assert.match(told.join("\n"), /NOT whole:\n {4}The shop is NOT recovered: no answer/);
    });

    it("is 1 when the shop is not whole afterwards", async () => {
        world.recover = () => {
            world.isBroken = true;
            return Promise.resolve();
        };
        assert.equal(await played(), 1);
    });
});
