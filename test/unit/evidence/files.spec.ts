import assert from "node:assert/strict";
import {
    appendFileSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    readdirSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Evidence } from "../../../evidence/evidence";
import { EvidenceError } from "../../../evidence/files";
import { readEvidence } from "../../../evidence/read";
import { writeEvidence } from "../../../evidence/write";
import { shortRun } from "../twin/telemetry/runs";
import { sample } from "./sample";

describe("evidence in files", () => {
    let home: string;
    let directory: string;

    beforeEach(() => {
        home = mkdtempSync(join(tmpdir(), "evidence-"));
        directory = join(home, "run");
    });

    afterEach(() => {
        rmSync(home, { recursive: true });
    });

    it("comes back as it was written", async () => {
        await writeEvidence(directory, sample());
        assert.deepEqual(await readEvidence(directory), sample());
    });

    it("of a simulated run comes back as it was, and the same run makes the same bytes", async () => {
        const evidence = await shortRun("payment");
        await writeEvidence(directory, evidence);
        assert.deepEqual(await readEvidence(directory), evidence);
        const other = join(home, "again");
        // Another setting of the same value: performed anew, not remembered.
        const again = await shortRun("payment", "none", { run: "" });
        await writeEvidence(other, { ...again, run: evidence.run });
        for (const file of readdirSync(directory)) {
            assert.ok(
                readFileSync(join(directory, file)).equals(readFileSync(join(other, file))),
                file,
            );
        }
    });

    it("replaces older evidence, all of it", async () => {
        await writeEvidence(directory, sample());
        writeFileSync(join(directory, "request-lines.ndjson"), "{}\n");
        await writeEvidence(directory, sample({ events: [] }));
        assert.equal((await readEvidence(directory)).events.length, 0);
        assert.ok(!existsSync(join(directory, "request-lines.ndjson")));
        assert.deepEqual(readdirSync(home), ["run"]);
    });

    it("goes into an empty directory", async () => {
        mkdirSync(directory);
        await writeEvidence(directory, sample());
        assert.ok(existsSync(join(directory, "manifest.json")));
    });

    it("is refused where other files are, and leaves them alone", async () => {
        mkdirSync(directory);
        writeFileSync(join(directory, "thesis.txt"), "three years");
        await assert.rejects(
            writeEvidence(directory, sample()),
            (error) => error instanceof EvidenceError && error.message.includes("not empty"),
        );
        assert.deepEqual(readdirSync(home), ["run"]);
        assert.deepEqual(readdirSync(directory), ["thesis.txt"]);
    });

    it("leaves the old evidence, and nothing half-done, when writing fails", async () => {
        await writeEvidence(directory, sample());
        const broken = {
            ...sample(),
            get logs(): Evidence["logs"] {
                throw new Error("disk full");
            },
        };
        await assert.rejects(writeEvidence(directory, broken), /disk full/);
        assert.deepEqual(readdirSync(home), ["run"]);
        assert.deepEqual(await readEvidence(directory), sample());
    });

    it("has Locust's statistics in Locust's columns", async () => {
        await writeEvidence(directory, sample());
        const lines = (file: string): readonly string[] =>
            readFileSync(join(directory, file), "utf8").split("\r\n");
        assert.deepEqual(lines("locust_stats.csv").slice(0, 2), [
            "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time," +
                "Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s," +
                "50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%",
            "GET,Browse Catalogue,3,1,240,1128.3333333333333,5,3140,0,0.05," +
                "0.016666666666666666,240,240,240,240,240,240,240,240,240,240,3100",
        ]);
        assert.deepEqual(lines("locust_failures.csv"), [
            "Method,Name,Error,Occurrences",
            "GET,Browse Catalogue,slow: over 3 s,1",
            "",
        ]);
        assert.equal(
            lines("locust_stats_history.csv")[1],
            "1767607205,10,,Aggregated,0.300000,0.100000,240,240,240,3100,3100,3100,3100,3100," +
                "3100,3100,3100,3,1,240,1128.3,5,3140,0",
        );
    });

    describe("that are wrong are refused:", () => {
        const cases: Readonly<Record<string, readonly [file: string, line: string, says: RegExp]>> =
            {
                "a line that is no JSON": ["logs.ndjson", "{", /logs\.ndjson:2 is not JSON/],
                "a value without a time": [
                    "series.ndjson",
                    '{"metric":"m","tags":{},"intervalSeconds":15,"times":[],"values":[1]}',
                    /series\.ndjson:2.*as many values as times/,
                ],
                "times that go back": [
                    "fine.ndjson",
                    '{"metric":"m","tags":{},"intervalSeconds":1,"times":[2,1],"values":[1,1]}',
                    /fine\.ndjson:2, field times: times have to ascend/,
                ],
                "a tag that is no text": [
                    "events.ndjson",
                    '{"time":1,"title":"","text":"","tags":{"pod_name":7}}',
                    /events\.ndjson:2, field tags\.pod_name/,
                ],
                "a sketch that does not add up": [
                    "distributions.ndjson",
                    '{"metric":"m","tags":{},"intervalSeconds":10,"times":[1],"sketches":' +
                        '[{"count":2,"sum":1,"min":1,"max":1,"bins":[[0,1]]}]}',
                    /distributions\.ndjson:2, field sketches\.0: count is not the sum/,
                ],
            };
        for (const [what, [file, line, says]] of Object.entries(cases)) {
            it(what, async () => {
                await writeEvidence(directory, sample());
                appendFileSync(join(directory, file), `${line}\n`);
                await assert.rejects(readEvidence(directory), (error) => {
                    assert.ok(error instanceof EvidenceError);
                    assert.match(error.message, says);
                    return true;
                });
            });
        }

        it("a file that was cut off", async () => {
            await writeEvidence(directory, sample());
            writeFileSync(join(directory, "logs.ndjson"), "");
            await assert.rejects(readEvidence(directory), /has 0 lines, but manifest.json says 1/);
        });

        it("another version of the format", async () => {
            await writeEvidence(directory, sample());
            const path = join(directory, "manifest.json");
            const text = readFileSync(path, "utf8");
            writeFileSync(path, text.replace('"format": 1', '"format": 2'));
            await assert.rejects(readEvidence(directory), /format 2 is not known/);
        });

        it("a directory with evidence for each fix, which are named", async () => {
            await writeEvidence(join(home, "none"), sample());
            await writeEvidence(join(home, "hpa"), sample());
            await assert.rejects(readEvidence(home), /each fix: hpa, none; name one of them/);
        });

        it("a path that does not exist", async () => {
            await assert.rejects(readEvidence(directory), /run does not exist/);
        });

        it("a directory without evidence", async () => {
            await assert.rejects(readEvidence(home), /holds no evidence/);
        });
    });
});
