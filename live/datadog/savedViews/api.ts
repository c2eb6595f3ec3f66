/**
 * Saved views of the log explorer over HTTP. Datadog documents no API for them; these are the path
 * and shapes that its own command-line tool uses, and any of it may be refused or change.
 */
import { z } from "zod";

import { type ApiAccess, requestDatadog } from "../request";

const path = "/api/v1/logs/views";

export interface SavedView {
    readonly id: number;
    readonly name: string;
    /** Undefined when the answer does not say. */
    readonly search: string | undefined;
}

/** A request that did not do what it should. */
export class ApiFailure extends Error {
    /** `status` is undefined when there was no answer. */
    constructor(
        readonly status: number | undefined,
        reason: string,
    ) {
        super(reason);
    }

    /** Whether the same request may succeed a moment later. */
    get isPassing(): boolean {
        return this.status === undefined || this.status === 429 || this.status >= 500;
    }
}

const view = z
    .looseObject({
        id: z.number(),
        name: z.string(),
        search: z.unknown().optional(),
        query: z.unknown().optional(),
        /** Set on views that Datadog brings along. */
        integration_id: z.unknown().optional(),
    })
    .transform(({ id, name, search, query, integration_id: integration }) => ({
        id,
        name,
        search: [search, query].find((text) => typeof text === "string"),
        isBuiltIn: integration !== null && integration !== undefined,
    }));

const list = z.object({ logs_views: z.array(view) });
const wrapped = z.union([view, z.object({ logs_view: view }).transform((one) => one.logs_view)]);

export class SavedViewsApi {
    constructor(private readonly access: ApiAccess) {}

    /** All views that people or programs have made. */
    async list(): Promise<readonly SavedView[]> {
        const { logs_views: views } = await this.ask("GET", path, list);
        return views.filter(({ isBuiltIn }) => !isBuiltIn);
    }

    get(id: number): Promise<SavedView> {
        return this.ask("GET", `${path}/${id}`, wrapped);
    }

    create(name: string, search: string): Promise<SavedView> {
        return this.ask("POST", path, wrapped, { name, search });
    }

    async update(id: number, name: string, search: string): Promise<void> {
        await this.ask("PUT", `${path}/${id}`, z.unknown(), { name, search });
    }

    async remove(id: number): Promise<void> {
        await this.ask("DELETE", `${path}/${id}`, z.unknown());
    }

    private async ask<T>(
        method: string,
        resource: string,
        shape: z.ZodType<T>,
        body?: object,
    ): Promise<T> {
        const answer = await this.send(method, resource, body);
        if (!answer.ok) {
            await answer.body?.cancel();
            throw new ApiFailure(answer.status, `Datadog answers ${answer.status}`);
        }
        const parsed = shape.safeParse(await answer.json().catch(() => undefined));
        if (!parsed.success) {
            throw new ApiFailure(answer.status, "Datadog's answer is not what it used to be");
        }
        return parsed.data;
    }

    private async send(method: string, resource: string, body?: object): Promise<Response> {
        try {
            return await requestDatadog(this.access, method, resource, body);
        } catch {
            // Not what was thrown: its text can hold a header's value.
            throw new ApiFailure(undefined, "Datadog does not answer");
        }
    }
}
