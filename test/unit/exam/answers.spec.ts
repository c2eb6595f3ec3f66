import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { AnswersFile } from "../../../exam/session/answersFile";
import { type AnswersServer, startAnswersServer } from "../../../exam/session/answersServer";

describe("Answers in a file", () => {
    let directory = "";
    let path = "";
    let lines: string[] = [];
    let answers: AnswersFile;
    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "answers-"));
        path = join(directory, "answers.jsonl");
        lines = [];
        answers = new AnswersFile(path, (line) => lines.push(line));
    });
    afterEach(() => {
        rmSync(directory, { recursive: true });
    });

    it("are taken once each, as they are appended", () => {
        answers.look();
        appendFileSync(path, '{"a":1}\n');
        answers.look();
        appendFileSync(path, '{"b":2}\n');
        answers.look();
        answers.look();
        assert.deepEqual(lines, ['{"a":1}', '{"b":2}']);
    });

    it("are taken once each when the file is written anew every time", () => {
        writeFileSync(path, '{"a":1}\n');
        answers.look();
        writeFileSync(path, '{"a":1}\n{"b":2}\n');
        answers.look();
        assert.deepEqual(lines, ['{"a":1}', '{"b":2}']);
    });

    it("are taken again when one is repeated: the last one counts", () => {
        for (const line of ["a", "b", "a"]) {
            appendFileSync(path, `${line}\n`);
            answers.look();
        }
        assert.deepEqual(lines, ["a", "b", "a"]);
        writeFileSync(path, "b\na\nb\n");
        answers.look();
        assert.deepEqual(lines.slice(3), ["b"]);
    });

    it("are taken again when the file goes back to what it said before", () => {
        for (const text of ["a\n", "b\n", "a\n"]) {
            writeFileSync(path, text);
            answers.look();
        }
        assert.deepEqual(lines, ["a", "b", "a"]);
    });

    it("are not taken again beside one that has changed, nor after a file that is half written", () => {
        for (const text of ["a\nb\n", "", "a\n", "a\nb\n", "c\nb\n"]) {
            writeFileSync(path, text);
            answers.look();
        }
        assert.deepEqual(lines, ["a", "b", "c"]);
    });

    it("are taken when their line has ended, the last one at the end in any case", () => {
        writeFileSync(path, '{"a":');
        answers.look();
        assert.deepEqual(lines, []);
        appendFileSync(path, "1}");
        answers.look();
        assert.deepEqual(lines, []);
        answers.look(true);
        assert.deepEqual(lines, ['{"a":1}']);
    });

    it("do not hold up the exam when the file is a pipe that nobody writes to", () => {
        execFileSync("mkfifo", [path]);
        answers.look(true);
        assert.deepEqual(lines, []);
    });
});

describe("Answers over HTTP", () => {
    let server: AnswersServer | undefined;
    let lines: string[] = [];
    let isDone = false;
    beforeEach(async () => {
        lines = [];
        server = await startAnswersServer({
            task: "# Find it",
            schema: { type: "object" },
            take: (_door, line) => {
                lines.push(line);
                return undefined;
            },
            objections: (line) => (line.startsWith("{") ? [] : [`${line}: is no JSON`]),
            done: () => {
                isDone = true;
            },
        });
    });
    afterEach(() => server?.stop());

    const url = (): string => server?.url ?? "";
    const post = (body: string, path = ""): Promise<Response> =>
        fetch(url() + path, { method: "POST", body });

    it("are taken, one or a line each, and told what is wrong with them", async () => {
        assert.equal((await post('{\n  "a": 1\n}')).status, 202);
        assert.equal((await post('{"b":2}\n{"c":3}\n')).status, 202);
        const wrong = await post("the front-end");
        assert.equal(wrong.status, 400);
        assert.match(await wrong.text(), /is no JSON/);
        assert.deepEqual(lines, ['{"a":1}', '{"b":2}', '{"c":3}', "the front-end"]);
    });

    it("end when their author says so; the task and the schema can be read", async () => {
        assert.equal(await (await fetch(url())).text(), "# Find it");
        assert.deepEqual(await (await fetch(`${url()}/schema`)).json(), { type: "object" });
        await post("", "/done");
        assert.equal(isDone, true);
    });

    it("are taken at that address only, which nobody guesses", async () => {
        const { origin, pathname } = new URL(url());
        assert.equal(
            (await fetch(`${origin}/answers`, { method: "POST", body: "{}" })).status,
            404,
        );
        assert.ok(pathname.length > 20);
        assert.deepEqual(lines, []);
    });
});
