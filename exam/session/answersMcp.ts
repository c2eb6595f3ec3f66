/** Answers by the Model Context Protocol: what an agent without a shell answers with. */
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import {
    CallToolRequestSchema,
    type CallToolResult,
    ListToolsRequestSchema,
    type Tool,
} from "@modelcontextprotocol/sdk/types.js";

import { answerTools } from "../answers/tools";
import type { AnswersTaker } from "./answersTaker";

const withoutArguments = { type: "object", properties: {} } as const;

const readTask: Tool = {
    name: "read_task",
    description: "What you are asked, and by which rules. Read it first.",
    inputSchema: withoutArguments,
    annotations: { readOnlyHint: true },
};

const finish: Tool = {
    name: "finish",
    description: "You have nothing more to say. Answers that come later do not count.",
    inputSchema: withoutArguments,
};

const said = (text: string): CallToolResult => ({ content: [{ type: "text", text }] });
const refused = (text: string): CallToolResult => ({ ...said(text), isError: true });

/**
 * What is wrong with an answer is said in the words of the other doors, and the answer is on record
 * as it is there: so the arguments are not checked by the SDK.
 */
export function answersMcp(options: Omit<AnswersTaker, "schema">): McpServer {
    const capabilities = { tools: {} };
    const mcp = new McpServer({ name: "on-call", version: "1.0.0" }, { capabilities });
    mcp.server.setRequestHandler(ListToolsRequestSchema, () => ({
        tools: [
            readTask,
            ...answerTools.map(({ name, description, inputSchema }) => ({
                ...{ name, description, inputSchema },
            })),
            finish,
        ],
    }));
    mcp.server.setRequestHandler(CallToolRequestSchema, ({ params }) =>
        called(options, params.name, params.arguments ?? {}),
    );
    return mcp;
}

function called(
    { task, take, objections, done }: Omit<AnswersTaker, "schema">,
    name: string,
    given: Readonly<Record<string, unknown>>,
): CallToolResult {
    if (name === readTask.name) {
        return said(task);
    }
    if (name === finish.name) {
        done();
        return said("It is over.");
    }
    const tool = answerTools.find((one) => one.name === name);
    if (tool === undefined) {
        return refused(`There is no tool "${name}".`);
    }
    const line = JSON.stringify({ ...given, skill: tool.skill });
    const why = take("mcp", line);
    if (why !== undefined) {
        return refused(why);
    }
    const wrong = objections(line);
    return wrong.length === 0
        ? said("Taken.")
        : refused(`Taken, but not understood: ${wrong.join("; ")}`);
}
