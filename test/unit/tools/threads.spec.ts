import { deepEqual, match, rejects } from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startThreads } from "../../../tools/threads";

const source = `
    import { twice } from "./other";
    export const doubled = ({ value }: { value: number }): number => twice(value);
    export function refuses(): never {
        throw new Error("refused");
    }
`;

describe("threads", () => {
    let home: string;
    let before: readonly string[];

    const folders = (): readonly string[] =>
        readdirSync(tmpdir()).filter((name) => name.startsWith("sock-shop-threads-"));
    const left = (): readonly string[] => folders().filter((name) => !before.includes(name));
    const moduleOf = (text: string): string => {
        const file = join(home, "module.ts");
        writeFileSync(file, text);
        return file;
    };

    beforeEach(() => {
        home = mkdtempSync(join(tmpdir(), "threads-spec-"));
        writeFileSync(
            join(home, "other.ts"),
            "export const twice = (value: number): number => 2 * value;",
        );
        before = folders();
    });

    afterEach(() => {
        rmSync(home, { recursive: true });
    });

    it("call what a module has, by name, and leave nothing behind", async () => {
        const threads = await startThreads(moduleOf(source), 2);
        const values = [1, 2, 3].map((value) => threads.run({ value }, "doubled"));
        deepEqual(await Promise.all(values), [2, 4, 6]);
        await threads.close();
        deepEqual(left(), []);
    });

    it("take of what waits the lowest rank first, and of equals who came first", async () => {
        const threads = await startThreads(moduleOf(source), 1);
        const done: string[] = [];
        const call = async (name: string, rank: number): Promise<void> => {
            await threads.run({ value: 1 }, "doubled", { rank });
            done.push(name);
        };
        await Promise.all([
            call("begun at once", 9),
            ...[call("late", 2), call("early", 0), call("early too", 0), call("middle", 1)],
        ]);
        await threads.close();
        deepEqual(done, ["begun at once", "early", "early too", "middle", "late"]);
    });

    it("that are ended before they have begun end quietly", async () => {
        await (await startThreads(moduleOf(source), 2)).close();
        deepEqual(left(), []);
    });

    it("tell the line of the sources where one has failed", async () => {
        const threads = await startThreads(moduleOf(source), 1);
        let stack = "";
        await threads.run({}, "refuses").catch((error: unknown) => {
            stack = (error as Error).stack ?? "";
        });
        await threads.close();
        match(stack, /refused/);
        match(stack, /module\.ts:5/);
    });

    it("are not started from sources that are wrong, and the file is named", async () => {
        await rejects(startThreads(moduleOf("export const ="), 1), /module\.ts:1/);
        deepEqual(left(), []);
    });
});
