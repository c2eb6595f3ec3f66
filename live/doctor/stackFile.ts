/** Settings of a stack from its file, for what has to work without the Pulumi CLI too. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { projectName } from "../../components/settings/declaration";
import type { KnownKeys } from "./datadog";
import type { RunProgram } from "./programs";

type Config = Readonly<Record<string, unknown>>;

/** What `Pulumi.<stack>.yaml` in the folder says; nothing when there is no such file. */
export function stackConfig(folder: string, stack: string): Config {
    let text: string;
    try {
        text = readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8");
    } catch {
        return {};
    }
    return (parse(text) as { readonly config?: Config } | null)?.config ?? {};
}

/** This project's own keys, as text, as the engine hands them over. */
export function ownValues(config: Config): Readonly<Record<string, string>> {
    const prefix = `${projectName}:`;
    const own = Object.entries(config).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(
        own.map(([key, value]) => [
            key.slice(prefix.length),
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    );
}

/**
 * The keys as the program finds them: in the stack, where the CLI opens its secrets, or in the
 * environment.
 */
export async function knownKeys(
    config: Config,
    stack: string,
    environment: NodeJS.ProcessEnv,
    run: RunProgram,
): Promise<KnownKeys> {
    const inStack = async (key: string): Promise<string | undefined> => {
        const value = config[`datadog:${key}`];
        if (value === undefined || typeof value === "string") {
            return value;
        }
        const ran = await run("pulumi", ["config", "get", `datadog:${key}`, "--stack", stack]);
        return ran.code === 0 ? ran.output.trim() : undefined;
    };
    const inEnvironment = (...names: readonly string[]): string | undefined =>
        names.map((name) => environment[name]).find((value) => (value ?? "") !== "");
    return {
        apiKey: (await inStack("apiKey")) ?? inEnvironment("DD_API_KEY", "DATADOG_API_KEY"),
        appKey: (await inStack("appKey")) ?? inEnvironment("DD_APP_KEY", "DATADOG_APP_KEY"),
        apiUrl: (await inStack("apiUrl")) ?? inEnvironment("DD_HOST", "DATADOG_HOST"),
    };
}
