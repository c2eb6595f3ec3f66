/** The stack's resources in the range's Datadog account, made without the provider. */
import { isDeepStrictEqual } from "node:util";

import { DatadogRefusal, readDatadog } from "../../../live/datadog/read";
import type { ApiAccess } from "../../../live/datadog/request";
import type { Plan, PlannedResource } from "../../../plan/plan";
import { runCreate } from "../plannedCommand";
import { type Creation, creations } from "./requests";

type Inputs = Readonly<Record<string, unknown>>;

/**
 * It is answered by the process that asks, which runs the program and plays an hour of the shop
 * meanwhile: on a busy machine that is many seconds without an answer to anybody.
 */
const patienceMs = 120_000;

/** A resource that was made. */
export interface KeptResource {
    /** Type and name. */
    readonly key: string;
    readonly inputs: Record<string, unknown>;
    /** Datadog's id. */
    readonly id: string;
}

interface Made {
    readonly inputs: Inputs;
    readonly creation: Creation;
    readonly id: string;
}

export class AccountSide {
    /** By type and name of the resource. */
    private readonly made = new Map<string, Made>();
    private readonly ran = new Map<string, Inputs>();
    private last: Promise<unknown> = Promise.resolve();

    /**
     * @param before what an earlier one has made, by its `kept`
     */
    public constructor(
        public readonly access: ApiAccess,
        before: readonly KeptResource[] = [],
    ) {
        for (const { key, inputs, id } of before) {
            const creation = creations[key.replace(/::[^:]*$/, "")]?.(inputs);
            if (creation !== undefined) {
                this.made.set(key, { inputs, creation, id });
            }
        }
    }

    /** What there is, as plain data. */
    public kept(): readonly KeptResource[] {
        return [...this.made].map(([key, { inputs, id }]) => ({ key, inputs: { ...inputs }, id }));
    }

    /**
     * Makes a resource, unless it is there as it should be; returns Datadog's id. Undefined for what
     * is not Datadog's. One after the other: all at once would make each wait for all, and this
     * process, which answers them, might take longer for that than a client has patience.
     */
    public make(type: string, name: string, inputs: Inputs): Promise<string | undefined> {
        const made = this.last.then(() => this.makeNow(type, name, inputs));
        this.last = made.catch(() => undefined);
        return made;
    }

    private async makeNow(type: string, name: string, inputs: Inputs): Promise<string | undefined> {
        const key = `${type}::${name}`;
        const before = this.made.get(key);
        if (before !== undefined && isDeepStrictEqual(before.inputs, inputs)) {
            return before.id;
        }
        const creation = creations[type]?.(inputs);
        if (creation === undefined) {
            return undefined;
        }
        const id = await this.save(creation, before);
        this.made.set(key, { inputs, creation, id });
        return id;
    }

    /** What others refer to keeps its id: it is changed in its place. */
    private async save(creation: Creation, before: Made | undefined): Promise<string> {
        const { path, body, isReplaced, idOf } = creation;
        if (before !== undefined && !isReplaced) {
            const answer = await this.send("PUT", `${path}/${before.id}`, body);
            if (answer !== undefined) {
                return before.id;
            }
        } else if (before !== undefined) {
            await this.remove(before);
        }
        return idOf(await this.send("POST", path, body));
    }

    /** Removes what the plan no longer has, the latest first: others refer to what came before. */
    public async sweep({ resources }: Plan): Promise<void> {
        const planned = new Set(resources.map(({ type, name }) => `${type}::${name}`));
        for (const [key, made] of [...this.made].reverse()) {
            if (!planned.has(key)) {
                await this.remove(made);
                this.made.delete(key);
            }
        }
    }

    /**
     * Runs the stack's own scripts for what Datadog has no resource for, one after the other, unless
     * they have run as they are.
     */
    public async runScripts({ resources }: Plan): Promise<void> {
        const scripts = resources.filter(isScript).filter(({ name, inputs }) => {
            const isNew = !isDeepStrictEqual(this.ran.get(name), inputs);
            this.ran.set(name, inputs);
            return isNew;
        });
        for (const script of scripts) {
            await runCreate(script, { kubeconfigPath: "" });
        }
    }

    private async remove({ creation, id }: Made): Promise<void> {
        await this.send("DELETE", `${creation.path}/${id}`);
    }

    /** Undefined also for what is not there any more: somebody else may have removed it. */
    private async send(method: string, path: string, body?: object): Promise<unknown> {
        try {
            return await readDatadog({ ...this.access, patienceMs }, method, path, body);
        } catch (error) {
            if (method !== "POST" && error instanceof DatadogRefusal && error.status === 404) {
                return undefined;
            }
            throw error;
        }
    }
}

function isScript({ type, inputs }: PlannedResource): boolean {
    return type === "command:local:Command" && "create" in inputs;
}
