/** The Automation API itself, on a stand-in of the CLI that writes down what it was asked for. */
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { parse } from "yaml";

import { openStack } from "../../../../experiment/stack/automation";
import { LockedError } from "../../../../experiment/stack/engine";
import { stackWorld } from "../../../../experiment/stack/stackWorld";
import type { ApiReader } from "../../../../live/snapshot/apiServer";
import type { Senses } from "../../../../experiment/senses/ofCluster";
import { useEnvironment } from "../../../support/environment";

const project = "sock-shop-incidents";
const own = `config:\n  ${project}:probes: upstream # as on our cluster\nencryptionsalt: v1:abc=\n`;

/** Answers what the Automation API asks beside; fails with what `failure` says. */
const standIn = `#!/bin/sh
here=$(dirname "$0")
case "$1 $2" in
    version*) echo v3.260.0 ;;
    "stack ls") echo '[{"name":"dev","current":true}]' ;;
    "stack output") echo '{}' ;;
    "stack history") echo '[]' ;;
    *)
        echo "$*" >> "$here/words"
        while [ $# -gt 0 ]; do
            if [ "$1" = --config-file ]; then
                echo "$2" > "$here/file"
                cp "$2" "$here/settings"
            fi
            shift
        done
        if [ -e "$here/failure" ]; then
            cat "$here/failure" >&2
            exit 255
        fi
        ;;
esac
`;

describe("a stack that is driven through the Automation API", function () {
    let restoreEnvironment: () => void;
    let root: string;
    let folder: string;

    before(function () {
        if (process.platform === "win32") {
            this.skip();
        }
    });

    beforeEach(() => {
        root = mkdtempSync(join(tmpdir(), "automation-"));
        folder = join(root, "project");
        mkdirSync(folder);
        writeFileSync(join(folder, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
        writeFileSync(join(folder, "Pulumi.dev.yaml"), own);
        writeFileSync(join(root, "pulumi"), standIn);
        chmodSync(join(root, "pulumi"), 0o755);
        const path = [root, process.env.PATH ?? ""].join(delimiter);
        restoreEnvironment = useEnvironment({ PATH: path });
    });

    afterEach(() => {
        restoreEnvironment();
        rmSync(root, { recursive: true, force: true });
    });

    const noted = (what: "words" | "file" | "settings"): string =>
        readFileSync(join(root, what), "utf8").trim();

    const lastSettings = (): Readonly<Record<string, string>> =>
        (parse(noted("settings")) as { config: Record<string, string> }).config;

    it("gets an incident in a copy of its settings, and keeps its own", async () => {
        const engine = await openStack(folder, "dev");
        await engine.up({ incident: "hybrid", remediation: "hpa" });
        assert.match(noted("words"), /^up .*--stack dev/);
        assert.doesNotMatch(noted("words"), /--refresh|hybrid/);
        assert.deepEqual(lastSettings(), {
            [`${project}:probes`]: "upstream",
            [`${project}:incident`]: "hybrid",
            [`${project}:remediation`]: "hpa",
        });
        assert.match(noted("settings"), /encryptionsalt: v1:abc=/);
        assert.equal(readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8"), own);
        assert.throws(() => readFileSync(noted("file")), /ENOENT/);
    });

    it("does not become the stack that the user has selected", async () => {
        await (await openStack(folder, "dev")).up({});
        assert.doesNotMatch(noted("words"), /select/);
    });

    it("is recovered with a look at what there really is, without what else was set", async () => {
        const engine = await openStack(folder, "dev");
        const bystander = {
            report: () => undefined,
            wait: () => Promise.resolve(),
            isAlive: () => true,
        };
        const reader: ApiReader = {
            get: () => Promise.resolve({ metadata: { name: "sock-shop" } }),
            getText: () => Promise.reject(new Error("is not asked for")),
        };
        const world = stackWorld({
            ...{ engine, senses: {} as Senses, reader, namespace: "sock-shop" },
            ...{ incident: "hybrid", bystander, speed: 1 },
            settings: { users: "900" },
        });
        await world.inject("hpa");
        assert.equal(lastSettings()[`${project}:users`], "900");
        await world.recover();
        assert.match(noted("words"), /^up .*--refresh[^\n]*$/m);
        assert.deepEqual(lastSettings(), {
            [`${project}:probes`]: "upstream",
            [`${project}:incident`]: "none",
            [`${project}:remediation`]: "none",
        });
    });

    it("that is locked says by whom", async () => {
        const engine = await openStack(folder, "dev");
        const lock = `created by ann@${hostname()} (pid 4711) at 2026-11-27T20:00:00Z`;
        writeFileSync(
            join(root, "failure"),
            `error: the stack is currently locked by 1 lock(s).\n  file:///x: ${lock}`,
        );
        await assert.rejects(engine.up({}), (error: unknown) => {
            assert.ok(error instanceof LockedError);
            assert.deepEqual(error.holders, [{ user: "ann", host: hostname(), process: 4711 }]);
            return true;
        });
    });

    it("that refuses says why, and not all that the CLI wrote", async () => {
        const engine = await openStack(folder, "dev");
        writeFileSync(join(root, "failure"), "Updating (dev)\nerror: get passphrase: none set");
        await assert.rejects(engine.up({}), /^Error: error: get passphrase: none set$/);
    });

    it("there has to be: others are named, and how to make one", async () => {
        await assert.rejects(openStack(folder, "prod"), /no stack prod.*There: dev.*stack init/s);
    });

    it("needs a CLI", async () => {
        rmSync(join(root, "pulumi"));
        process.env.PATH = root;
        await assert.rejects(openStack(folder, "dev"), /no Pulumi CLI.*--on range/);
    });
});
