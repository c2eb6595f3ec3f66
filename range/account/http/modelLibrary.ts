/**
 * The models of Datadog's own client library as one file. The library has twelve thousand; to find,
 * read and compile those costs each start of a range two to four seconds of CPU, and 100 MB.
 */
import { existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { bundleNow } from "../../../tools/bundling";
import { replaceFile } from "../../../tools/replaceFile";

const load = createRequire(__filename);
const library = "@datadog/datadog-api-client";

interface Serializer {
    deserialize(data: unknown, type: string): unknown;
}

export interface ModelLibrary {
    readonly v1: Serializer;
    readonly v2: Serializer;
    /** What its serializers make of a value that has none of the known forms. */
    readonly UnparsedObject: new (data: unknown) => { readonly _data: unknown };
}

let loaded: ModelLibrary | undefined;

/** Bundles it when that has not been done since the packages were installed, which takes a second or two. */
export function modelLibrary(): ModelLibrary {
    loaded ??= load(bundleFile()) as ModelLibrary;
    return loaded;
}

function bundleFile(): string {
    const manifest = load.resolve(`${library}/package.json`);
    const { version } = load(manifest) as { readonly version: string };
    // Beside the other caches of what is installed; `npm ci` takes it away.
    const folder = join(dirname(manifest), "..", "..", ".cache");
    const file = join(folder, `datadog-models-${version}.cjs`);
    if (!existsSync(file)) {
        mkdirSync(folder, { recursive: true });
        // Whole or not at all, whoever else makes it at the same time.
        replaceFile(file, bundled());
    }
    return file;
}

function bundled(): Uint8Array {
    const packages = `${library}/dist/packages/datadog-api-client`;
    const serializer = (version: string): string =>
        `exports.${version} = require("${packages}-${version}/models/ObjectSerializer").ObjectSerializer;`;
    const contents = [
        serializer("v1"),
        serializer("v2"),
        `exports.UnparsedObject = require("${packages}-common/util").UnparsedObject;`,
    ].join("\n");
    const [output] = bundleNow({
        stdin: { contents, resolveDir: __dirname },
        // Names stay: they stand in what is said of a body.
        ...{ minifyWhitespace: true, minifySyntax: true },
        ...{ platform: "node", format: "cjs", logLevel: "error" },
    });
    if (output === undefined) {
        throw new Error("esbuild made nothing of Datadog's models");
    }
    return output.contents;
}
