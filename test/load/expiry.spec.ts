import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { mixes } from "../../scenarios/load/mixes";
import { removeRuns, runPython } from "./support/scripts";

const script = resolve(__dirname, "../../components/incident/expiry.py");

/** Whoever sleeps finds the machine an hour later, as under a lid that was closed. */
const program = `
import runpy
import time

slept, shut = [], [0.0]
now = time.time

def sleep(seconds):
    slept.append(seconds)
    shut[0] += 3600

time.sleep, time.time = sleep, lambda: now() + shut[0]
from kubernetes_api import InClusterApi
InClusterApi.from_environment = classmethod(lambda cls: None)
try:
    runpy.run_path(${JSON.stringify(script)}, run_name="__main__")
except SystemExit as end:
    print(end.code, slept)
`;

describe("an expiry on a machine that was suspended", () => {
    after(removeRuns);

    it("does not sleep through the moment at which it is due", async () => {
        const state = mkdtempSync(join(tmpdir(), "expiry-"));
        const heals = join(state, "heals.json");
        writeFileSync(heals, "[]");
        try {
            const environment = {
                EXPIRE_AFTER_SECONDS: "1800",
                STATE_DIR: state,
                HEALS_FILE: heals,
            };
            assert.equal(await runPython(mixes.browse, program, environment), "0 [5]\n");
        } finally {
            rmSync(state, { recursive: true });
        }
    });
});
