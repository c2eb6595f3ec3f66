/** One stack, driven by the real CLI through the Automation API. */
import { type ChildProcess, spawn } from "node:child_process";
import { performance } from "node:perf_hooks";

import { LocalWorkspace, type Deployment, type Stack } from "@pulumi/pulumi/automation";

import type { Engine } from "./availability";
import { asArguments, commandLine, type Values, type Verb } from "./commandLine";
import type { ProjectCopy } from "./projectCopy";
import type { RunRecord } from "./runRecord";
import { FailedUpdate, type Update, UpdateLog } from "./update";

export interface UpOptions {
    readonly refresh?: boolean;
    /** URNs, or patterns of them, that are left alone. */
    readonly exclude?: string[];
    /** Told the CLI's output as it comes. */
    readonly onOutput?: (text: string) => void;
}

export interface DestroyOptions {
    readonly refresh?: boolean;
    /** Sets the switch of the Kubernetes provider for a cluster that is gone for good. */
    readonly forgetUnreachable?: boolean;
}

/** A resource as the state has it. */
export interface StatedResource {
    readonly type: string;
    readonly name: string;
    readonly id: string;
    readonly inputs: object;
}

export class EngineStack {
    private pending: readonly string[] = [];
    private started = 0;
    private ended = 0;

    private constructor(
        private readonly stack: Stack,
        private readonly project: ProjectCopy,
        private readonly record: RunRecord,
    ) {
        // The Automation API has no `-c`, which people type, and which is saved before it is
        // checked. Its hook for further arguments is asked before every command, also those that
        // read the outputs afterwards: so they are handed out once.
        stack.workspace.serializeArgsForOp = () => {
            const args = [...this.pending];
            this.pending = [];
            if (args.length > 0) {
                this.started = performance.now();
                this.ended = 0;
            }
            return Promise.resolve(args);
        };
        stack.workspace.postCommandCallback = () => {
            this.ended ||= performance.now();
            return Promise.resolve();
        };
    }

    /** `pulumi stack init`. */
    static async create(
        name: string,
        engine: Engine,
        project: ProjectCopy,
        record: RunRecord,
    ): Promise<EngineStack> {
        const stack = await LocalWorkspace.createStack(
            { stackName: name, workDir: project.directory },
            {
                pulumiCommand: engine.command,
                pulumiHome: project.home,
                envVars: project.environment,
            },
        );
        return new EngineStack(stack, project, record);
    }

    get name(): string {
        return this.stack.name;
    }

    /** `pulumi up -c key=value …`; rejects with {@link FailedUpdate}. */
    up(values: Values = {}, options: UpOptions = {}): Promise<Update> {
        const { refresh = false, onOutput, exclude } = options;
        return this.run("up", values, refresh, async (onEvent) => {
            const { outputs } = await this.stack.up({
                onEvent,
                onOutput: (text) => {
                    this.record.hear(text);
                    onOutput?.(text);
                },
                onError: this.record.hear,
                refresh,
                ...(exclude === undefined ? {} : { exclude }),
            });
            this.record.hear(JSON.stringify(outputs, hidingSecrets));
            return Object.fromEntries(
                Object.entries(outputs).map(([key, output]) => [key, output.value as unknown]),
            );
        });
    }

    preview(values: Values): Promise<Update> {
        return this.run("preview", values, false, async (onEvent) => {
            await this.stack.preview({ onEvent, onOutput: this.record.hear });
            return {};
        });
    }

    destroy({ refresh = false, forgetUnreachable = false }: DestroyOptions = {}): Promise<Update> {
        const { envVars } = this.stack.workspace;
        if (forgetUnreachable) {
            this.stack.workspace.envVars = { ...envVars, PULUMI_K8S_DELETE_UNREACHABLE: "true" };
        }
        return this.run("destroy", {}, refresh, async (onEvent) => {
            await this.stack.destroy({ onEvent, onOutput: this.record.hear, refresh });
            return {};
        }).finally(() => {
            this.stack.workspace.envVars = envVars;
        });
    }

    /** Notes a resource of the cluster down in the state (`pulumi stack import`) that never was. */
    async pretend({ type, name, ...resource }: StatedResource): Promise<void> {
        const exported = await this.stack.exportStack();
        const { resources, ...rest } = exported.deployment as {
            resources: { urn: string; type: string; id?: string }[];
        };
        const [root, provider] = ["pulumi:pulumi:Stack", "pulumi:providers:kubernetes"].map((of) =>
            resources.find((one) => one.type === of),
        );
        const urn = `${root?.urn.replace(/pulumi:pulumi:Stack::.*/, "") ?? ""}${type}::${name}`;
        const pretended = {
            ...{ urn, type, custom: true, outputs: resource.inputs, ...resource },
            parent: root?.urn,
            provider: `${provider?.urn ?? ""}::${provider?.id ?? ""}`,
        };
        const deployment = { ...rest, resources: [...resources, pretended] };
        await this.stack.importStack({ ...exported, deployment });
    }

    /** An update that must fail; resolves to what the engine said. Settings stay as they were. */
    async refused(values: Values): Promise<FailedUpdate> {
        const saved = this.settings;
        try {
            await this.up(values);
        } catch (error) {
            if (error instanceof FailedUpdate) {
                return error;
            }
            throw error;
        } finally {
            this.settings = saved;
        }
        throw new Error(`${commandLine("up", this.name, values, false)} was not refused`);
    }

    /** `pulumi up` as a process of its own, which can be killed. */
    spawnUp(values: Values): ChildProcess {
        return spawn(
            "pulumi",
            ["up", "--yes", "--skip-preview", "--non-interactive", "-s", this.name].concat(
                asArguments(values),
            ),
            {
                cwd: this.project.directory,
                env: { ...process.env, ...this.project.environment },
                stdio: "ignore",
            },
        );
    }

    /** `pulumi cancel`. */
    cancel(): Promise<void> {
        return this.stack.cancel();
    }

    /** `pulumi config set`. */
    save(key: string, value: string): Promise<void> {
        return this.stack.setConfig(key, { value });
    }

    /** `pulumi config set --secret`. */
    saveSecret(key: string, value: string): Promise<void> {
        return this.stack.setConfig(key, { value, secret: true });
    }

    /** `pulumi config rm`. */
    forget(key: string): Promise<void> {
        return this.stack.removeConfig(key);
    }

    /** The state as `pulumi stack export` shows it. */
    state(): Promise<Deployment> {
        return this.stack.exportStack();
    }

    /** Everything that is stored about this and other stacks of the project, as it lies there. */
    get stored(): string {
        return this.project.storedState();
    }

    /** The text of the stack's settings file. */
    get settings(): string | undefined {
        return this.project.stackFile(this.name);
    }

    set settings(text: string | undefined) {
        this.project.writeStackFile(this.name, text);
    }

    private async run(
        verb: Verb,
        values: Values,
        refresh: boolean,
        command: (onEvent: UpdateLog["receive"]) => Promise<Update["outputs"]>,
    ): Promise<Update> {
        const log = new UpdateLog();
        // Never empty, so that the clock runs.
        this.pending = ["--color", "never", ...asArguments(values)];
        const finished = (outputs: Update["outputs"]): Update => {
            const end = this.ended === 0 ? performance.now() : this.ended;
            const { steps, warnings, errors, counts } = log;
            const seconds = (end - this.started) / 1000;
            const update = { seconds, steps, counts, warnings, errors, outputs };
            this.record.add(commandLine(verb, this.name, values, refresh), update);
            return update;
        };
        try {
            return finished(
                await command((event) => {
                    log.receive(event);
                    // Shown with --debug only; there the SDK itself writes out what a Secret holds.
                    const severity: string | undefined = event.diagnosticEvent?.severity;
                    if (severity !== "debug") {
                        this.record.hear(JSON.stringify(event));
                    }
                }),
            );
        } catch (error) {
            this.record.hear(String(error));
            throw new FailedUpdate(finished({}), String(error));
        }
    }
}

/** Outputs as `pulumi stack output` shows them: the Automation API has asked for the secrets, too. */
function hidingSecrets(_key: string, value: unknown): unknown {
    const isSecret =
        typeof value === "object" && value !== null && "secret" in value && value.secret === true;
    return isSecret ? "[secret]" : value;
}
