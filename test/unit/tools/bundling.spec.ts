import { deepEqual, equal, match } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

import { bundle, bundleNow } from "../../../tools/bundling";

const source = (text: string) => ({ stdin: { contents: `console.log("${text}")` } });

/** Processes of esbuild that this one has started, by their ids. */
function services(): readonly number[] {
    const table = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
    return table
        .split("\n")
        .map((line) => line.trim().split(/\s+/))
        .filter(([, parent, ...args]) => {
            return Number(parent) === process.pid && args.join(" ").includes("--service=");
        })
        .map(([id]) => Number(id));
}

/** The loader of these tests has one for itself, while it knows a file for the first time. */
let others: readonly number[] = [];

/** Rejects when one is left after 10 s. */
async function untilNone(): Promise<void> {
    const isLeft = (): boolean => services().some((id) => !others.includes(id));
    for (const end = Date.now() + 10_000; isLeft();) {
        equal(Date.now() < end, true, "esbuild's service has stayed");
        await sleep(20);
    }
}

describe("bundling", () => {
    beforeEach(() => {
        others = services();
    });

    it("leaves no process behind, at once or when it is waited for", async () => {
        const [now] = bundleNow(source("now"));
        match(now?.text ?? "", /now/);
        await untilNone();
        const [later] = await bundle(source("later"));
        match(later?.text ?? "", /later/);
        await untilNone();
    });

    it("ends the one service for all only after the last of those who bundle", async () => {
        const texts = Array.from({ length: 4 }, (_, at) => `text ${at}`);
        const under = texts.map((text) => bundle(source(text)));
        bundleNow(source("between"));
        const made = await Promise.all(under);
        deepEqual(
            made.map(([file]) => /text \d/.exec(file?.text ?? "")?.[0]),
            texts,
        );
        await untilNone();
    });

    it("leaves none either when it fails", async () => {
        const wrong = { stdin: { contents: "(" }, logLevel: "silent" } as const;
        let said = "";
        await bundle(wrong).catch((error: unknown) => {
            said = String(error);
        });
        match(said, /Unexpected end of file/);
        await untilNone();
    });
});
