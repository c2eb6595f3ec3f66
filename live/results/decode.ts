import { gunzipSync } from "node:zlib";

import { field, isObject, type Json } from "../snapshot/json";

/** A file that a load run left behind. */
export interface ResultFile {
    readonly name: string;
    readonly content: Buffer;
}

export interface DecodedResults {
    readonly files: readonly ResultFile[];
    /** What could not be made sense of, one sentence each. */
    readonly notes: readonly string[];
}

/** The name of the run's summary among its files. */
export const summaryFile = "summary.json";

/** The list of orders that failed, for whoever has to reconcile them. */
export const ordersFile = "failed-orders.csv";

/** The list of those that were placed, for whoever has to see them shipped. */
export const placedOrdersFile = "placed-orders.csv";

export const reportFile = "report.html";

/** Every file in the ConfigMaps, sorted by name; what was compressed is unpacked. */
export function decodeResults(configMaps: readonly Json[]): DecodedResults {
    const stored = configMaps.flatMap((configMap) => [
        ...entriesOf(configMap, "data").map(([name, text]): ResultFile => {
            return { name, content: Buffer.from(text, "utf8") };
        }),
        ...entriesOf(configMap, "binaryData").map(([name, text]): ResultFile => {
            return { name, content: Buffer.from(text, "base64") };
        }),
    ]);
    const decoded = stored.map(unpacked);
    return {
        files: decoded.map(({ file }) => file).sort((a, b) => (a.name < b.name ? -1 : 1)),
        notes: decoded.flatMap(({ note }) => (note === undefined ? [] : [note])),
    };
}

function entriesOf(configMap: Json, part: string): readonly [string, string][] {
    const values = field(configMap, part);
    return Object.entries(isObject(values) ? values : {}).flatMap(([name, value]) =>
        typeof value === "string" && isFileName(name) ? [[name, value]] : [],
    );
}

/** The API server allows nothing else; a name must never lead out of the directory. */
function isFileName(name: string): boolean {
    return /^[\w-][\w.-]*$/.test(name);
}

function unpacked(file: ResultFile): { readonly file: ResultFile; readonly note?: string } {
    const { name, content } = file;
    if (!name.endsWith(".gz")) {
        return { file };
    }
    try {
        return { file: { name: name.replace(/\.gz$/, ""), content: gunzipSync(content) } };
    } catch (error) {
        return { file, note: `${name} is not a gzip file, kept as it is (${String(error)})` };
    }
}
