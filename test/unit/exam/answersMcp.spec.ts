/** Answers as an agent gives them that has tools and no shell: by the SDK's own client. */
import assert from "node:assert/strict";

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

import { mcpSettings } from "../../../exam/agent/mcpSettings";
import { objections } from "../../../exam/answers/schema";
import { type AnswersServer, startAnswersServer } from "../../../exam/session/answersServer";

interface Result {
    readonly isError?: boolean;
    readonly content: readonly { readonly text: string }[];
}

describe("Answers by MCP", () => {
    let server: AnswersServer;
    let client: Client;
    let taken: (readonly [door: string, answer: unknown])[] = [];
    let isDone = false;

    before(async () => {
        server = await startAnswersServer({
            ...{ task: "# You are on call\n", schema: {}, objections },
            take: (door, line) => {
                taken.push([door, JSON.parse(line)]);
                return isDone ? "It is over." : undefined;
            },
            done: () => {
                isDone = true;
            },
        });
        client = new Client({ name: "test", version: "1" });
        // As a client finds it that reads the file in its folder.
        const { mcpServers } = JSON.parse(
            mcpSettings({
                ...{ kubeconfigPath: "/kubeconfig", datadogUrl: "http://127.0.0.1:1" },
                ...{ apiKey: "api", appKey: "guest", answersUrl: server.url },
            }),
        ) as { readonly mcpServers: { readonly answers: { readonly url: string } } };
        const url = new URL(mcpServers.answers.url);
        await client.connect(new StreamableHTTPClientTransport(url));
    });
    beforeEach(() => {
        taken = [];
    });
    after(async () => {
        await client.close();
        await server.stop();
    });

    const call = async (
        name: string,
        given: Readonly<Record<string, unknown>> = {},
    ): Promise<{ readonly isError: boolean; readonly text: string }> => {
        const { isError = false, content } = (await client.callTool({
            ...{ name, arguments: given },
        })) as Result;
        return { isError, text: content.map(({ text }) => text).join() };
    };

    it("have a tool for each skill, with what an answer to it consists of", async () => {
        const { tools } = await client.listTools();
        const skills = ["detect", "diagnose", "assess", "remediate", "prevent"];
        const names = skills.map((skill) => `answer_${skill}`);
        assert.deepEqual(
            tools.map(({ name }) => name),
            ["read_task", ...names, "finish"],
        );
        const diagnose = tools.find(({ name }) => name === "answer_diagnose")?.inputSchema;
        assert.deepEqual(diagnose?.required, ["service", "cause", "evidence"]);
        const { cause } = diagnose.properties as Readonly<Record<string, { enum: string[] }>>;
        assert.ok(cause?.enum.includes("scaled-to-zero"));
    });

    it("are taken as they come, the skill after the tool's name", async () => {
        const answer = await call("answer_detect", { incident: true, users: ["errors"] });
        assert.deepEqual(answer, { isError: false, text: "Taken." });
        const detect = { skill: "detect", incident: true, users: ["errors"] };
        assert.deepEqual(taken, [["mcp", detect]]);
    });

    it("are on record too when something is wrong with them, and it is said what", async () => {
        const { isError, text } = await call("answer_diagnose", {
            ...{ service: "payments", cause: "scaled-to-zero", evidence: [] },
        });
        assert.ok(isError);
        assert.match(text, /service: Invalid option: expected one of .*"payment"/);
        assert.match(text, /evidence: /);
        assert.equal(taken.length, 1);
    });

    it("have the rule that no schema tells: patches or a remediation, not both", async () => {
        const { isError, text } = await call("answer_prevent", {});
        assert.ok(isError);
        assert.match(text, /give either patches or remediation/);
    });

    it("go with the task, and with a way to say that there is nothing more", async () => {
        assert.equal((await call("read_task")).text, "# You are on call\n");
        assert.equal(isDone, false);
        await call("finish");
        assert.equal(isDone, true);
        assert.ok((await call("answer_everything")).isError);
        assert.deepEqual(taken, []);
        const late = await call("answer_detect", { incident: true });
        assert.deepEqual(late, { isError: true, text: "It is over." });
    });
});
