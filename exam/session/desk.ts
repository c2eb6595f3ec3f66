/** The place of whoever sits an exam: a folder with a task, access, and room for answers. */
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Range } from "../../range/range";
import { makeResponder } from "../responder/responder";
import type { AgentAccess } from "../agent/environment";
import { holmesSettings } from "../agent/holmesSettings";
import { mcpSettings } from "../agent/mcpSettings";
import type { RecordedAnswer } from "../record/record";
import { AnswersFile } from "./answersFile";
import { startAnswersServer } from "./answersServer";
import type { Words } from "./words";

export interface Desk extends AgentAccess {
    readonly file: AnswersFile;
    /** The folder goes with it. */
    readonly clear: () => Promise<void>;
}

export interface DeskOptions {
    readonly range: Range;
    readonly namespace: string;
    readonly words: Words;
    /** A person sits it: the console has a form for answers. */
    readonly hasForm: boolean;
    /** Says why the answer does not count; undefined: it is on record. */
    readonly take: (door: RecordedAnswer["door"], line: string) => string | undefined;
    /** From here on none counts. */
    readonly done: () => void;
}

/** Nothing in the folder's name or in its files says whose exam it is. */
export async function setDesk({ range, words, ...options }: DeskOptions): Promise<Desk> {
    const { access, account } = range;
    const directory = mkdtempSync(join(tmpdir(), "on-call-"));
    // Also when the exam is killed.
    range.plane.removeAtEnd([directory]);
    const kubeconfigPath = join(directory, "kubeconfig");
    const answersFile = join(directory, "answers.jsonl");
    const kubeconfig = await makeResponder(range.plane, options.namespace);
    writeFileSync(kubeconfigPath, kubeconfig, { mode: 0o600 });
    writeFileSync(join(directory, "TASK.md"), words.task);
    writeFileSync(
        join(directory, "answer.schema.json"),
        JSON.stringify(words.schema, undefined, 4),
    );
    const file = new AnswersFile(answersFile, (line) => {
        options.take("file", line);
    });
    const done = (): void => {
        // What stands there by now was said before.
        file.look(true);
        options.done();
        range.console.setDesk(undefined);
    };
    const server = await startAnswersServer({ ...words, done, take: options.take });
    const given = {
        ...{ directory, kubeconfigPath, answersFile },
        datadogUrl: account.url,
        apiKey: access.apiKey,
        appKey: access.guestAppKey,
        answersUrl: server.url,
    };
    if (options.hasForm) {
        range.console.setDesk({
            ...{ task: words.task, schema: words.schema, done },
            take: (line) => {
                const why = options.take("form", line);
                return why === undefined ? words.objections(line) : [why];
            },
        });
    }
    writeFileSync(join(directory, ".mcp.json"), mcpSettings(given), { mode: 0o600 });
    mkdirSync(join(directory, ".holmes"), { mode: 0o700 });
    writeFileSync(join(directory, ".holmes", "config.yaml"), holmesSettings(given), {
        mode: 0o600,
    });
    return {
        ...given,
        file,
        mark: randomBytes(16).toString("hex"),
        clear: async () => {
            range.console.setDesk(undefined);
            await server.stop();
            rmSync(directory, { recursive: true, force: true });
        },
    };
}
