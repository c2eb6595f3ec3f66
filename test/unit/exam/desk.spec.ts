import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { AnswerLog } from "../../../exam/recorder/answerLog";
import { type Desk, setDesk } from "../../../exam/session/desk";
import type { Range } from "../../../range/range";
import type { ConsoleDesk } from "../../../range/console/desk";

describe("The last word of whoever sits an exam", () => {
    let folder: string;
    let desk: Desk;
    let form: ConsoleDesk | undefined;
    let log: AnswerLog;

    beforeEach(async () => {
        folder = mkdtempSync(join(tmpdir(), "desk-"));
        const caFile = join(folder, "ca.crt");
        writeFileSync(caFile, "");
        const plane = {
            ...{ caFile, serverUrl: "https://127.0.0.1:1", api: { apply: () => ({}) } },
            ...{ serviceAccountToken: () => "token", removeAtEnd: () => undefined },
        };
        const console = {
            setDesk: (one: ConsoleDesk | undefined) => {
                form = one;
            },
        };
        const range = { plane, console, account: { url: "" }, access: {} } as unknown as Range;
        log = new AnswerLog();
        desk = await setDesk({
            ...{ range, namespace: "sock-shop", hasForm: true },
            words: { task: "# You are on call", schema: {}, objections: () => [] },
            take: (door, line) => log.add(0, door, line),
            done: () => {
                log.close();
            },
        });
    });
    afterEach(async () => {
        await desk.clear();
        rmSync(folder, { recursive: true });
    });

    const post = (body: string, path = ""): Promise<Response> =>
        fetch(desk.answersUrl + path, { method: "POST", body });
    const lines = (): readonly string[] => log.rows(0).map(({ line }) => line);

    it("lets no answer count that comes later, and says so", async () => {
        assert.equal((await post('{"a":1}')).status, 202);
        await post("", "/done");
        const late = await post('{"b":2}');
        assert.equal(late.status, 400);
        assert.match(await late.text(), /"taken": 0,\s.*It is over/s);
        appendFileSync(desk.answersFile, '{"c":3}\n');
        desk.file.look(true);
        assert.deepEqual(lines(), ['{"a":1}']);
        assert.deepEqual(log.omitted, []);
    });

    it("takes what stands in the file by then, and the form away", async () => {
        assert.deepEqual(form?.take('{"a":1}'), []);
        writeFileSync(desk.answersFile, '{"b":2}\n{"c":3}');
        await post("", "/done");
        assert.deepEqual(lines(), ['{"a":1}', '{"b":2}', '{"c":3}']);
        assert.equal(form, undefined);
    });
});
