/** Whether the real engine can be had on this machine: the CLI, and the plugins that the SDKs ask for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";

import { checkout } from "./projectCopy";

/** The engine, and the versions that its parts report. */
export interface Engine {
    readonly command: PulumiCommand;
    /** By name: `pulumi`, and each plugin. */
    readonly versions: Readonly<Record<string, string>>;
    /** Why there is no Datadog plugin; undefined: it is there. */
    readonly withoutDatadog: string | undefined;
}

/** The plugins that the program needs while Datadog is off. */
const plugins = ["kubernetes", "command"];

/** A download that takes longer is one that a firewall swallows. */
const downloadSeconds = 180;

/** The engine, or a sentence that says what is missing. */
export async function findEngine(): Promise<Engine | string> {
    let command: PulumiCommand;
    try {
        command = await PulumiCommand.get();
    } catch (error) {
        const why = String(error);
        return why.includes("ENOENT") ? "`pulumi` is not on the PATH" : why;
    }
    const workspace = await LocalWorkspace.create({ pulumiCommand: command });
    const versions: Record<string, string> = { pulumi: String(command.version) };
    for (const name of plugins) {
        const version = sdkVersion(name);
        const missing = await installed(workspace, name, version);
        if (missing !== undefined) {
            return missing;
        }
        versions[name] = version;
    }
    const datadog = sdkVersion("datadog");
    const withoutDatadog = await installed(workspace, "datadog", datadog);
    if (withoutDatadog === undefined) {
        versions.datadog = datadog;
    }
    return { command, versions, withoutDatadog };
}

/** An SDK asks for the plugin of exactly its own version. */
function sdkVersion(name: string): string {
    const file = join(checkout, "node_modules", "@pulumi", name, "package.json");
    return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** Undefined when the plugin is there, if need be after a download; else why it is not. */
async function installed(
    workspace: LocalWorkspace,
    name: string,
    version: string,
): Promise<string | undefined> {
    const present = await workspace.listPlugins();
    if (present.some((plugin) => plugin.name === name && plugin.version === version)) {
        return undefined;
    }
    try {
        await inTime(workspace.installPlugin(name, version), downloadSeconds);
        return undefined;
    } catch (error) {
        const line = /error: .*/.exec(String(error))?.[0] ?? String(error);
        return `the plugin ${name} ${version} is not installed and cannot be downloaded (${line})`;
    }
}

function inTime<T>(work: Promise<T>, seconds: number): Promise<T> {
    const late = new Promise<never>((_, reject) => {
        const error = new Error(`no answer within ${seconds} s`);
        setTimeout(reject, seconds * 1000, error).unref();
    });
    return Promise.race([work, late]);
}
