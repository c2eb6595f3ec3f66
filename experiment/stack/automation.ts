/** A stack, driven by the user's own Pulumi CLI through the Automation API. */
import {
    ConcurrentUpdateError,
    type EngineEvent,
    LocalWorkspace,
    PulumiCommand,
    Stack,
} from "@pulumi/pulumi/automation";

import { type Engine, holdersIn, LockedError, type Values } from "./engine";
import { withSettings } from "./settingsFile";
import { messageOf } from "../../tools/messageOf";

/**
 * @param folder of the project
 * @param stack its name; rejects when there is no such one, or no CLI
 */
export async function openStack(folder: string, stack: string): Promise<Engine> {
    const pulumiCommand = await PulumiCommand.get().catch((error: unknown) => {
        throw new Error(whyNoCommand(messageOf(error)), { cause: error });
    });
    const workspace = await LocalWorkspace.create({ workDir: folder, pulumiCommand });
    const names = (await workspace.listStacks().catch(explained)).map(({ name }) => name);
    if (!names.includes(stack)) {
        const there = names.length === 0 ? "" : ` There: ${names.join(", ")}.`;
        throw new Error(
            `There is no stack ${stack}.${there} Make it: pulumi stack init ${stack} --no-select`,
        );
    }
    // Every command names its stack, so the one that the user has selected may stay so.
    workspace.selectStack = () => Promise.resolve();
    const opened = await Stack.select(stack, workspace);
    const common = { color: "never", suppressProgress: true } as const;
    const run = (values: Values, command: (options: RunOptions) => Promise<unknown>) =>
        withSettings(folder, stack, values, async (configFile) => {
            const errors: string[] = [];
            const onEvent = ({ diagnosticEvent: said }: EngineEvent): void => {
                if (said?.severity === "error") {
                    errors.push(plain(said.message));
                }
            };
            try {
                await command({ ...common, configFile, onEvent });
            } catch (error) {
                throw error instanceof ConcurrentUpdateError
                    ? new LockedError(stack, holdersIn(error.message))
                    : new Error(errors.join("\n") || lastWords(messageOf(error)), { cause: error });
            }
        });
    return {
        stack,
        up: (values, { refresh = false } = {}) =>
            run(values, (options) =>
                // Nobody waits for outputs, and they need not be printed.
                opened.up({ ...options, refresh, suppressOutputs: true }),
            ),
        preview: (values) => run(values, (options) => opened.preview(options)),
        cancel: () => opened.cancel(),
    };
}

interface RunOptions {
    readonly color: "never";
    readonly suppressProgress: boolean;
    readonly configFile: string;
    readonly onEvent: (event: EngineEvent) => void;
}

function whyNoCommand(text: string): string {
    return text.includes("ENOENT")
        ? "There is no Pulumi CLI on the PATH. The README says how to get it; without one: --on range"
        : lastWords(text);
}

function explained(error: unknown): never {
    throw new Error(lastWords(messageOf(error)), { cause: error });
}

/** Without the engine's colour marks. */
function plain(message: string): string {
    return message.replace(/<\{%[^%]*%\}>/g, "").trim();
}

/** What the CLI complained of, out of all that it wrote. */
function lastWords(text: string): string {
    const complaints = text.split("\n").filter((line) => /^\s*error: /.test(line));
    return complaints.length === 0 ? text.trim() : [...new Set(complaints)].join("\n").trim();
}
