import assert from "node:assert/strict";
import {
    appendFileSync,
    existsSync,
    readdirSync,
    readFileSync,
    renameSync,
    statSync,
    truncateSync,
    writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { keepTelemetry } from "../../../../range/state/keptTelemetry";
import { type Chunk, TelemetryStore } from "../../../../range/store/store";
import { inTemporaryFolder } from "../temporary";

const hour = 3600;
const tags = { pod_name: "front-end-1" };
const at = (time: number): Chunk => ({
    series: [{ metric: "m", tags, intervalSeconds: 15, times: [time], values: [time] }],
    logs: [{ time, message: `line of ${time}`, status: "info", service: "front-end", tags }],
});

function timesIn(store: TelemetryStore): readonly number[] {
    const { series, logs } = store.evidence(0, 100 * hour);
    const times = series.flatMap((one) => [...one.times]);
    assert.deepEqual(
        logs.map(({ time }) => time),
        times,
    );
    return times;
}

/** What a range finds that takes up the folder. */
function takenUp(folder: string, reports: string[] = []): readonly number[] {
    const store = new TelemetryStore();
    keepTelemetry(folder, store, (line) => reports.push(line));
    return timesIn(store);
}

function kept(folder: string, ...times: readonly number[]): void {
    const store = new TelemetryStore();
    keepTelemetry(folder, store, (line) => {
        throw new Error(line);
    });
    times.forEach((time) => {
        store.add(at(time));
    });
}

const filesIn = (folder: string): readonly string[] =>
    readdirSync(join(folder, "telemetry")).map((name) => join(folder, "telemetry", name));

describe("the telemetry of a range that is kept", () => {
    it("is there again, also a second time, with the time away as a gap", () =>
        inTemporaryFolder((folder) => {
            kept(folder, 10, 25);
            kept(folder, 100);
            assert.deepEqual(takenUp(folder), [10, 25, 100]);
            assert.deepEqual(takenUp(folder), [10, 25, 100]);
        }));

    it("is for its user alone, and goes when it is older than what the store keeps", () =>
        inTemporaryFolder((folder) => {
            kept(folder, 10, hour + 10, 8 * hour);
            const files = filesIn(folder);
            assert.deepEqual(
                files.map((file) => statSync(file).mode & 0o777),
                [0o600, 0o600],
            );
            assert.deepEqual(takenUp(folder), [8 * hour]);
        }));

    it("loses of a range that was killed what was just being written", () =>
        inTemporaryFolder((folder) => {
            kept(folder, 10, 25);
            const [file = ""] = filesIn(folder);
            truncateSync(file, statSync(file).size - 20);
            kept(folder, 40);
            assert.deepEqual(takenUp(folder), [10, 40]);
        }));

    it("names a file that is not one of its own, puts it aside, and goes on without it", () =>
        inTemporaryFolder((folder) => {
            kept(folder, 10, hour + 10);
            const [file = ""] = filesIn(folder);
            writeFileSync(file, "something else");
            const reports: string[] = [];
            assert.deepEqual(takenUp(folder, reports), [hour + 10]);
            assert.ok(reports[0]?.includes(file));
            assert.ok(reports[1]?.includes(`${file}.unreadable`));
            assert.equal(readFileSync(`${file}.unreadable`, "utf8"), "something else");
            assert.deepEqual(takenUp(folder), [hour + 10]);
        }));

    for (const [what, line] of [
        ["is JSON of another shape", '{"series":[{"metric":"m"}]}'],
        ["is no object", "null"],
        ["is no JSON", "{"],
    ] as const) {
        it(`names a line that ${what}, and loses only that one, also the next time`, () =>
            inTemporaryFolder((folder) => {
                kept(folder, 10);
                const [file = ""] = filesIn(folder);
                appendFileSync(file, gzipSync(`${line}\n`));
                appendFileSync(file, gzipSync(`${JSON.stringify(at(25))}\n`));
                const reports: string[] = [];
                assert.deepEqual(takenUp(folder, reports), [10, 25]);
                assert.ok(reports[0]?.includes(file));
                assert.match(reports[0] ?? "", /line 2/);
                const silent: string[] = [];
                assert.deepEqual(takenUp(folder, silent), [10, 25]);
                assert.deepEqual(silent, []);
                assert.ok(existsSync(`${file}.unreadable`));
            }));
    }

    it("says once that it cannot be written, and goes on when it can", () =>
        inTemporaryFolder((folder) => {
            const store = new TelemetryStore();
            const reports: string[] = [];
            keepTelemetry(folder, store, (line) => reports.push(line));
            const away = join(folder, "away");
            renameSync(join(folder, "telemetry"), away);
            store.add(at(10));
            store.add(at(25));
            assert.equal(reports.length, 1);
            assert.match(reports[0] ?? "", /^Telemetry is not kept: .*ENOENT/);
            renameSync(away, join(folder, "telemetry"));
            store.add(at(40));
            store.add(at(55));
            assert.equal(reports.length, 2);
            assert.match(reports[1] ?? "", /kept again/);
            assert.deepEqual(timesIn(store), [10, 25, 40, 55]);
            assert.deepEqual(takenUp(folder), [40, 55]);
        }));

    it("does not go on in a file that a full disk has cut off", () =>
        inTemporaryFolder((folder) => {
            kept(folder, 10);
            const [file = ""] = filesIn(folder);
            truncateSync(file, statSync(file).size - 20);
            kept(folder, 10);
            assert.deepEqual(takenUp(folder), [10]);
        }));
});
