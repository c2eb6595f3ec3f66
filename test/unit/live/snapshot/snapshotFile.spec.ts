import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
    defaultFile,
    parseSnapshot,
    readSnapshot,
    type Snapshot,
    SnapshotError,
    writeSnapshot,
} from "../../../../live/snapshot/snapshotFile";
import { healthy, place, plannedShop, snapshotFor } from "../support";

const takeOne = "Take a new one while the shop is healthy: npm run snapshot";

describe("a snapshot file", () => {
    let directory: string;
    let snapshot: Snapshot;

    before(async () => {
        directory = mkdtempSync(join(tmpdir(), "snapshot-"));
        snapshot = snapshotFor(healthy(await plannedShop(), { restarts: { "user-1-a": 2 } }));
    });

    after(() => {
        rmSync(directory, { recursive: true });
    });

    const parsed = (value: unknown): Snapshot =>
        parseSnapshot(JSON.stringify(value), "s.json", place);

    function refused(value: unknown, why: string): void {
        assert.throws(() => parsed(value), {
            constructor: SnapshotError,
            message: `The snapshot s.json cannot be used: ${why}. ${takeOne}`,
        });
    }

    it("gives back what was written, into a directory that was not there", () => {
        const file = join(directory, "new", "s.json");
        writeSnapshot(file, snapshot);
        assert.deepEqual(readSnapshot(file, place), snapshot);
    });

    it("is named after context and namespace, whatever characters a context has", () => {
        assert.equal(defaultFile(place), join("snapshots", "kind-sockshop-sock-shop.json"));
        assert.equal(
            defaultFile({ context: "arn:aws:eks/x y", namespace: "socks" }),
            join("snapshots", "arn_aws_eks_x_y-socks.json"),
        );
    });

    it("that is missing says how to take one of that shop", () => {
        const elsewhere = { context: "k3d-x", namespace: "sock-shop" };
        assert.throws(() => readSnapshot(join(directory, "none.json"), elsewhere), {
            constructor: SnapshotError,
            message: /There is no snapshot .*npm run snapshot -- --context k3d-x$/,
        });
    });

    it("that was changed since is refused", () => {
        refused(
            { ...snapshot, objects: snapshot.objects.slice(1) },
            "its objects do not have its hash, so it was changed since",
        );
    });

    it("of another version, or that is none, is refused", () => {
        refused({ ...snapshot, schema: 2 }, "it was taken by another version");
        refused({ ...snapshot, takenAt: "yesterday" }, "takenAt is not as expected");
        assert.throws(() => parseSnapshot("{", "s.json", place), /cannot be used: it is not JSON/);
    });
});
