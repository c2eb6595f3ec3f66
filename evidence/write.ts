import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { replaceDirectory } from "./directory";
import type { Evidence } from "./evidence";
import {
    formatVersion,
    historyFile,
    listFiles,
    listNames,
    manifestFile,
    statisticsFile,
} from "./files";
import { locustCsvs } from "./locustCsv";

/** Begin of the names of Locust's own files, as in `--csv locust`. */
const csvPrefix = "locust";

/**
 * Writes evidence into a directory: new, empty, or with older evidence, which is replaced. Nothing
 * half-done is left when it fails; a directory with anything else in it is refused with an
 * EvidenceError. The same evidence gives the same bytes.
 */
export function writeEvidence(directory: string, evidence: Evidence): Promise<void> {
    return replaceDirectory(directory, (partial) => writeFiles(partial, evidence));
}

/** The files themselves, into a directory that exists. */
export async function writeFiles(directory: string, evidence: Evidence): Promise<void> {
    for (const name of listNames) {
        await writeLines(join(directory, listFiles[name]), evidence[name] ?? []);
    }
    const { history = [], ...statistics } = evidence.requests;
    await writeLines(join(directory, historyFile), history);
    await writeFile(join(directory, statisticsFile), json(statistics));
    for (const [ending, text] of locustCsvs(evidence.requests)) {
        await writeFile(join(directory, `${csvPrefix}${ending}`), text);
    }
    // Last, because it is what makes a directory evidence.
    await writeFile(join(directory, manifestFile), json(manifestOf(evidence)));
}

function manifestOf(evidence: Evidence): unknown {
    return {
        format: formatVersion,
        origin: evidence.origin,
        run: evidence.run,
        lines: {
            ...Object.fromEntries(
                listNames.map((name) => [listFiles[name], evidence[name]?.length ?? 0]),
            ),
            [historyFile]: evidence.requests.history?.length ?? 0,
        },
    };
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 4)}\n`;

function writeLines(path: string, items: readonly unknown[]): Promise<void> {
    return pipeline(Readable.from(chunksOf(items)), createWriteStream(path));
}

/** As text, some at a time: a write for each line would take longer than the rest. */
function* chunksOf(items: readonly unknown[]): Generator<string> {
    const chunkCharacters = 65_536;
    let chunk = "";
    for (const item of items) {
        chunk += `${JSON.stringify(item)}\n`;
        if (chunk.length >= chunkCharacters) {
            yield chunk;
            chunk = "";
        }
    }
    if (chunk !== "") {
        yield chunk;
    }
}
