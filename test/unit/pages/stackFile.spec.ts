import { equal } from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { stackFileText } from "../../../pages/stackFile";

const ofOutage =
    "# The incident's own stack: pulumi up -s outage injects, pulumi destroy -s outage recovers.\n" +
    "config:\n" +
    "    sock-shop-incidents:incident: outage\n" +
    "    sock-shop-incidents:baseStack: dev\n";

describe("the file of an incident's own stack", () => {
    const folder = mkdtempSync(join(tmpdir(), "stack-file-"));
    const path = join(folder, "Pulumi.outage.yaml");

    after(() => {
        rmSync(folder, { recursive: true });
    });

    it("is written where there is none, or none of the incident's", () => {
        equal(stackFileText("outage", path), ofOutage);
        writeFileSync(path, ofOutage.replaceAll("outage", "payment"));
        equal(stackFileText("outage", path), ofOutage);
    });

    it("stays as it is with all that somebody has set beside it", () => {
        const set = `${ofOutage}    sock-shop-incidents:users: "20"\n`;
        writeFileSync(path, set);
        equal(stackFileText("outage", path), set);
    });
});
