/** Files that `npm run monitors` is given: monitors, contracts, and what is wrong with them. */
import { readFile } from "node:fs/promises";

import { z } from "zod";

import type { MonitorContract } from "../../scenarios/observation";

const contractFile = z.strictObject({
    mustFire: z
        .array(z.strictObject({ monitor: z.coerce.string(), withinSeconds: z.number().positive() }))
        .default([]),
    mayFire: z.array(z.coerce.string()).default([]),
});

export async function readContract(file: string): Promise<MonitorContract> {
    const parsed = contractFile.safeParse(await readJson(file));
    if (!parsed.success) {
        throw new Error(
            `${file} is no contract ({"mustFire": [{"monitor": "1", "withinSeconds": 300}], ` +
                `"mayFire": []}): ${z.prettifyError(parsed.error)}`,
        );
    }
    return parsed.data;
}

export async function readJson(file: string): Promise<unknown> {
    const bytes = await readFile(file).catch((error: unknown) => {
        throw new Error(`${file} cannot be read: ${(error as Error).message}`);
    });
    const text = textOf(bytes);
    try {
        return JSON.parse(text) as unknown;
    } catch (error) {
        const other = otherFormats.find(([pattern]) => pattern.test(text));
        const why = other === undefined ? (error as Error).message : `but ${other[1]}`;
        throw new Error(`${file} is not JSON${other === undefined ? ":" : ","} ${why}`, {
            cause: error,
        });
    }
}

/** Windows writes UTF-16 or UTF-8 with a byte-order mark in front. */
function textOf(bytes: Buffer): string {
    const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
    return bytes.toString(isUtf16 ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
}

const comments = "^(?:\\s|#[^\\n]*\\n|//[^\\n]*\\n)*";
const asExported = "export monitors as Datadog's API returns them (GET /api/v1/monitor)";

/** What monitors are also kept in. */
const otherFormats: readonly (readonly [RegExp, string])[] = [
    [
        new RegExp(
            `${comments}(?:resource|module|locals|variable|data|provider|terraform)\\b[^=:{]*\\{`,
        ),
        `HCL, as Terraform reads it: ${asExported}`,
    ],
    [new RegExp(`${comments}(?:---|- +\\S|[\\w.-]+:(?:\\s|$))`), `YAML: ${asExported}`],
];
