import { z } from "zod";

import type { Api } from "./api";

/** A tool: what it is called, what it takes, and the request that it is. */
export interface Tool<Shape extends z.ZodRawShape = z.ZodRawShape> {
    /** As Datadog's own MCP server calls it. */
    readonly name: string;
    readonly description: string;
    readonly parameters: Shape;
    readonly call: (api: Api, given: z.output<z.ZodObject<Shape>>) => Promise<unknown>;
}

/** Keeps the types of the parameters and of what is called with them together. */
export function tool<Shape extends z.ZodRawShape>(definition: Tool<Shape>): Tool {
    const shape = z.object(definition.parameters);
    return {
        ...definition,
        call: (api, given) => definition.call(api, shape.parse(given)),
    };
}

export const times = {
    from: z
        .string()
        .default("now-1h")
        .describe('Beginning: "now-15m", an ISO 8601 time or milliseconds since the epoch'),
    to: z.string().default("now").describe("End, in the same forms"),
};

export const query = z
    .string()
    .default("*")
    .describe('Datadog search, like service:front-end status:error "connection refused"');

/** Every tool takes it; about four characters are a token. */
export const maxTokens = z
    .int()
    .min(100)
    .max(100_000)
    .default(10_000)
    .describe("How long the answer may be; what does not fit is left out, and said");
