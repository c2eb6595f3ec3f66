import { createReadStream, existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { z } from "zod";

import { foldersOfEvidence } from "./directory";
import type { Evidence } from "./evidence";
import {
    EvidenceError,
    formatVersion,
    historyFile,
    listFiles,
    manifestFile,
    statisticsFile,
} from "./files";
import { historySchema, lineSchemas, manifestSchema, statisticsSchema } from "./schema";
import type { Manifest } from "./schema";

/**
 * Reads the evidence of a directory, and checks every line of it. Throws an EvidenceError that says
 * which file and line is wrong, and in what.
 */
export async function readEvidence(directory: string): Promise<Evidence> {
    const manifest = await readManifest(directory);
    const lines = <Schema extends z.ZodType>(
        file: string,
        schema: Schema,
    ): Promise<z.output<Schema>[]> =>
        readLines(join(directory, file), schema, manifest.lines?.[file]);
    const history = await lines(historyFile, historySchema);
    const statistics = await readDocument(directory, statisticsFile, statisticsSchema);
    return {
        format: formatVersion,
        origin: manifest.origin,
        run: manifest.run,
        series: await lines(listFiles.series, lineSchemas.series),
        distributions: await lines(listFiles.distributions, lineSchemas.distributions),
        fine: await lines(listFiles.fine, lineSchemas.fine),
        events: await lines(listFiles.events, lineSchemas.events),
        uncollectedEvents: await lines(listFiles.uncollectedEvents, lineSchemas.uncollectedEvents),
        logs: await lines(listFiles.logs, lineSchemas.logs),
        requests: { ...statistics, history },
    };
}

async function readManifest(directory: string): Promise<Manifest> {
    if (!existsSync(join(directory, manifestFile))) {
        throw new EvidenceError(await withoutManifest(directory));
    }
    const { format } = await readDocument(
        directory,
        manifestFile,
        z.object({ format: z.unknown() }),
    );
    if (format !== formatVersion) {
        throw new EvidenceError(
            `${join(directory, manifestFile)}: format ${JSON.stringify(format)} is not known. ` +
                `This version reads format ${formatVersion}; write the evidence again with it.`,
        );
    }
    return readDocument(directory, manifestFile, manifestSchema);
}

async function withoutManifest(directory: string): Promise<string> {
    const help = "Name a folder that a rehearsal wrote with --out, or see docs/evidence.md.";
    if (!existsSync(directory)) {
        return `${directory} does not exist. ${help}`;
    }
    if (!(await stat(directory)).isDirectory()) {
        return `${directory} is not a directory. ${help}`;
    }
    const none = `${directory} holds no evidence: it has no ${manifestFile}`;
    const folders = await foldersOfEvidence(directory);
    const [first] = folders;
    return first === undefined
        ? `${none}. ${help}`
        : `${none} itself, it has one for each fix: ${folders.join(", ")}; ` +
              `name one of them, like ${join(directory, first)}.`;
}

async function readDocument<Schema extends z.ZodType>(
    directory: string,
    file: string,
    schema: Schema,
): Promise<z.output<Schema>> {
    const path = join(directory, file);
    if (!existsSync(path)) {
        throw new EvidenceError(`${path} is missing: the evidence is not complete.`);
    }
    return checked(path, await readFile(path, "utf8"), schema);
}

/** A file that is not there has no lines, unless the manifest says otherwise. */
async function readLines<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    expected: number | undefined,
): Promise<z.output<Schema>[]> {
    const found: z.output<Schema>[] = [];
    if (existsSync(path)) {
        let number = 0;
        for await (const line of createInterface({ input: createReadStream(path) })) {
            number++;
            if (line !== "") {
                found.push(checked(`${path}:${number}`, line, schema));
            }
        }
    }
    if (expected !== undefined && found.length !== expected) {
        throw new EvidenceError(
            `${path} has ${found.length} lines, but ${manifestFile} says ${expected}: ` +
                "the evidence is not complete.",
        );
    }
    return found;
}

function checked<Schema extends z.ZodType>(
    place: string,
    text: string,
    schema: Schema,
): z.output<Schema> {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch (error) {
        throw new EvidenceError(`${place} is not JSON: ${(error as Error).message}`);
    }
    const result = schema.safeParse(value);
    if (!result.success) {
        const [issue] = result.error.issues;
        const field = issue?.path.join(".") ?? "";
        throw new EvidenceError(
            `${place}${field === "" ? "" : `, field ${field}`}: ${issue?.message ?? "invalid"}. ` +
                "docs/evidence.md describes the format.",
        );
    }
    return result.data;
}
