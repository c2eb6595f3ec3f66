import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import {
    declaredKeys,
    defaultValues,
    projectName,
} from "../../../../components/settings/declaration";
import { formatDuration, parseDuration } from "../../../../components/settings/duration";
import { parseSettings } from "../../../../components/settings/parse";
import { scenarios } from "../../../../scenarios/registry";

const root = join(__dirname, "..", "..", "..", "..");

interface StackFile {
    readonly config?: Readonly<Record<string, unknown>>;
}

/** As committed: a working copy may well be in the middle of an incident. */
function committed(file: string): string {
    try {
        return execFileSync("git", ["show", `HEAD:${file}`], {
            cwd: root,
            encoding: "utf8",
            stdio: ["ignore", "pipe", "ignore"],
        });
    } catch {
        return readFileSync(join(root, file), "utf8");
    }
}

function stackFile(stack: string): StackFile {
    return parse(committed(`Pulumi.${stack}.yaml`)) as StackFile;
}

describe("the declared keys", () => {
    it("are each read by the program, and none besides", () => {
        const read = new Set<string>();
        const spy = new Proxy(defaultValues, {
            get: (target, key: string) => {
                read.add(key);
                return target[key];
            },
        });
        for (const incident of ["none", "crash"]) {
            const values = new Proxy(
                { ...spy, incident },
                {
                    get: (target: Record<string, string>, key: string) => {
                        read.add(key);
                        return target[key];
                    },
                },
            );
            parseSettings(values, scenarios);
        }
        assert.deepEqual([...read].sort(), Object.keys(declaredKeys).sort());
    });

    it("have defaults that are valid, and a description each", () => {
        assert.deepEqual(parseSettings({}, scenarios).problems, []);
        for (const [key, { description }] of Object.entries(declaredKeys)) {
            assert.ok(description.length > 10, key);
        }
    });

    it("name every incident where one is chosen", () => {
        const named = declaredKeys.incident?.description.match(/[a-z]+/g) ?? [];
        const ids = Object.keys(scenarios);
        assert.deepEqual(
            named.filter((word) => ids.includes(word)),
            ids,
        );
    });
});

describe("the committed stack files", () => {
    it("leave dev healthy", () => {
        assert.equal(stackFile("dev").config?.[`${projectName}:incident`], "none");
    });

    it("give each incident a stack of its own on top of dev", () => {
        for (const id of Object.keys(scenarios)) {
            assert.deepEqual(stackFile(id).config, {
                [`${projectName}:incident`]: id,
                [`${projectName}:baseStack`]: "dev",
            });
        }
    });

    it("carry no salt and no secret", () => {
        for (const stack of ["dev", ...Object.keys(scenarios)]) {
            const file = `Pulumi.${stack}.yaml`;
            assert.doesNotMatch(committed(file), /salt|secure|encrypted/);
        }
    });
});

describe("durations", () => {
    for (const [text, seconds] of [
        ["90s", 90],
        ["8m", 480],
        ["1h", 3600],
        ["1h30m", 5400],
        ["0s", 0],
    ] as const) {
        it(`${text} is ${seconds} s`, () => {
            assert.equal(parseDuration(text), seconds);
        });
    }

    it("are written as they are read", () => {
        for (const seconds of [1, 59, 60, 61, 480, 3599, 3600, 3661, 86400]) {
            assert.equal(parseDuration(formatDuration(seconds)), seconds);
        }
    });

    for (const text of ["", "8", "m", "1m1h", "1.5m", " 8m", "8M"]) {
        it(`"${text}" is none`, () => {
            assert.equal(parseDuration(text), undefined);
        });
    }
});
