/** The answers of an exam: one JSON object a line, one for each skill. */
import { z } from "zod";

import { remediationNames, remediations } from "../../scenarios/remediation";
import { type ServiceName, serviceNames } from "../../shop/services";
import { causeNames, dataKinds, sufferings } from "./taxonomy";

const service = z.enum(serviceNames as [ServiceName, ...ServiceName[]]);

/** Longer is a dump, not an answer. */
const longestText = 4000;
const text = z.string().min(1).max(longestText);
const prose = z
    .string()
    .max(longestText)
    .optional()
    .describe("For people to read; it is not scored");

const detect = z
    .strictObject({
        skill: z.literal("detect"),
        incident: z.boolean().describe("Whether something is wrong with the shop"),
        since: z.iso
            .datetime({ offset: true })
            .optional()
            .describe("When users began to suffer, by the clock of your machine"),
        users: z.array(z.enum(sufferings)).optional().describe("What users suffer"),
        prose,
    })
    .describe("Is there an incident, since when, and what do users suffer?");

const evidence = z.strictObject({
    query: text.describe("The command or query as you ran it"),
    showed: text.describe("The lines of its output that tell, with names and values"),
});

const diagnose = z
    .strictObject({
        skill: z.literal("diagnose"),
        service: service.describe("Where the cause is, not where users feel it"),
        cause: z.enum(causeNames),
        evidence: z.array(evidence).min(1).max(10),
        prose,
    })
    .describe("What is the cause, where is it, and what shows it?");

const assess = z
    .strictObject({
        skill: z.literal("assess"),
        affected: z.array(service).describe("Services that do not do what they should"),
        notAffected: z.array(service).describe("Services that are well"),
        failedShare: z
            .number()
            .min(0)
            .max(1)
            .describe("Share of users' requests that failed since users began to suffer"),
        lostOrders: z.strictObject({
            count: z.int().nonnegative(),
            dollars: z.number().nonnegative().optional(),
            customers: z.array(z.string().max(200)).max(10_000).optional(),
        }),
        dataAtRisk: z.array(z.enum(dataKinds)),
        prose,
    })
    .describe("Whom and what does it harm, and how much?");

const remediate = z
    .strictObject({
        skill: z.literal("remediate"),
        done: z.array(text).describe("What you did; it is scored by what became of the shop"),
        prose,
    })
    .describe("What did you do?");

/** A patch of a kind of object that agents propose; anything else says nothing about the shop. */
const patch = z.strictObject({
    kind: z.enum(["Deployment", "HorizontalPodAutoscaler"]),
    name: z.string().min(1).max(63),
    spec: z
        .looseObject({})
        .describe("Merged into the object's spec, containers by name; an autoscaler may be new"),
});
export type ProposedPatch = z.infer<typeof patch>;

/** The setting as the program spells it: names of fixes that make sense before an incident. */
const fixes = remediationNames.filter((name) => !remediations[name].isResponseOnly);
const remediation = z.array(z.enum(fixes as [string, ...string[]])).min(1);

const prevent = z
    .strictObject({
        skill: z.literal("prevent"),
        patches: z.array(patch).min(1).max(20).optional(),
        remediation: remediation
            .optional()
            .describe("Fixes that the shop's program knows, in place of patches"),
        prose,
    })
    .refine(
        ({ patches, remediation: known }) => (patches === undefined) !== (known === undefined),
        {
            error: "give either patches or remediation",
        },
    )
    .describe("Which change would have kept users from suffering?");

export const answerSchema = z.discriminatedUnion("skill", [
    detect,
    diagnose,
    assess,
    remediate,
    prevent,
]);

export type Answer = z.infer<typeof answerSchema>;
export type Skill = Answer["skill"];
export type AnswerTo<Name extends Skill> = Extract<Answer, { skill: Name }>;

/** The same as JSON Schema (draft 2020-12), for whoever writes answers. */
export function answerJsonSchema(): object {
    return z.toJSONSchema(answerSchema, { io: "input" });
}

export type ReadAnswer =
    | { readonly answer: Answer }
    | { readonly answer: undefined; readonly objections: readonly string[] };

/** Reads a line as an agent wrote it, or says what is wrong with it and what is allowed. */
export function readAnswer(line: string): ReadAnswer {
    let value: unknown;
    try {
        value = JSON.parse(line);
    } catch {
        return objected('it is no JSON; write one object a line, as {"skill": "detect", …}');
    }
    const read = answerSchema.safeParse(value);
    return read.success
        ? { answer: read.data }
        : objected(...read.error.issues.map(({ path, message }) => worded(path, message)));
}

const objected = (...objections: readonly string[]): ReadAnswer => ({
    answer: undefined,
    objections,
});

function worded(path: readonly PropertyKey[], message: string): string {
    const place = path.map(String).join(".");
    const allowed = place === "skill" ? ": detect, diagnose, assess, remediate or prevent" : "";
    return place === "" ? message : `${place}: ${message}${allowed}`;
}

/** What is wrong with an answer; none: nothing. */
export function objections(line: string): readonly string[] {
    const read = readAnswer(line);
    return read.answer === undefined ? read.objections : [];
}
