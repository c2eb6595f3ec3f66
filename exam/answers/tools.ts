/** The answers as tools of the Model Context Protocol: one for each skill. */
import { z } from "zod";

import { answerSchema, type Skill } from "./schema";

export interface AnswerTool {
    readonly name: string;
    readonly skill: Skill;
    readonly description: string;
    /** Of its arguments: the answer without its skill, which the tool's name says. */
    readonly inputSchema: { readonly type: "object" } & Readonly<Record<string, unknown>>;
}

export const answerTools: readonly AnswerTool[] = answerSchema.options.map((option) => {
    const skill = option.shape.skill.value;
    const { properties = {}, required = [], ...schema } = z.toJSONSchema(option, { io: "input" });
    const others = Object.entries(properties).filter(([name]) => name !== "skill");
    return {
        ...{ name: `answer_${skill}`, skill },
        description: `${schema.description ?? ""} The last answer counts.`,
        inputSchema: {
            ...schema,
            type: "object",
            properties: Object.fromEntries(others),
            required: required.filter((name) => name !== "skill"),
        },
    };
});
