import { z } from "zod";

import { parseSearch } from "../../../datadog/query/parse";
import type { Account } from "../account";
import { type Fields, logsRefusal, ok, type Reply } from "../http/exchange";
import { modelV1 } from "../http/models";
import type { Call, Route } from "../http/routes";

const pipeline = modelV1("LogsPipeline");

export function pipelineRoutes(account: Account): readonly Route[] {
    const known = ({ parameters: { id = "" } }: Call): Fields => {
        const found = account.pipelines.get(id);
        if (found === undefined) {
            throw logsRefusal("Non existing pipeline");
        }
        return found;
    };
    const one = { path: "/api/v1/logs/config/pipelines/{id}", response: pipeline } as const;
    const save = (id: string, body: Fields): Fields => {
        checkPipeline(body);
        const saved = stored(id, body);
        account.pipelines.set(id, saved);
        return saved;
    };
    return [
        {
            method: "GET",
            path: "/api/v1/logs/config/pipelines",
            response: modelV1("Array<LogsPipeline>"),
            handle: () => ok(account.pipelineOrder.map((id) => account.pipelines.get(id))),
        },
        {
            method: "POST",
            path: "/api/v1/logs/config/pipelines",
            request: pipeline,
            response: pipeline,
            handle: ({ body }) => {
                const saved = save(`pipeline-${account.nextNumber()}`, body);
                account.pipelineOrder = [...account.pipelineOrder, String(saved.id)];
                return ok(saved);
            },
        },
        { ...one, method: "GET", handle: (call) => ok(known(call)) },
        {
            ...one,
            method: "PUT",
            request: pipeline,
            handle: (call) => ok(save(String(known(call).id), call.body)),
        },
        {
            path: one.path,
            method: "DELETE",
            handle: (call) => {
                const id = String(known(call).id);
                account.pipelines.delete(id);
                account.pipelineOrder = account.pipelineOrder.filter((other) => other !== id);
                return ok({});
            },
        },
        ...orderRoutes(account),
    ];
}

function orderRoutes(account: Account): readonly Route[] {
    const path = "/api/v1/logs/config/pipeline-order";
    const model = modelV1("LogsPipelinesOrder");
    const current = (): Reply => ok({ pipeline_ids: account.pipelineOrder });
    return [
        { method: "GET", path, response: model, handle: current },
        {
            method: "PUT",
            path,
            request: model,
            response: model,
            handle: ({ body }) => {
                const ids = z.array(z.string()).parse(body.pipeline_ids);
                // All pipelines of the account, each once.
                if (ids.toSorted().join() !== account.pipelineOrder.toSorted().join()) {
                    throw logsRefusal("The order must list every pipeline exactly once");
                }
                account.pipelineOrder = ids;
                return current();
            },
        },
    ];
}

interface Processor {
    readonly type: string;
    readonly filter?: { query: string } | undefined;
    readonly categories?: readonly { filter: { query: string } }[] | undefined;
    readonly processors?: readonly unknown[] | undefined;
}

const filter = z.looseObject({ query: z.string() });

const processor = z.looseObject({
    type: z.string(),
    filter: filter.optional(),
    categories: z.array(z.looseObject({ filter })).optional(),
    processors: z.array(z.unknown()).optional(),
    samples: z.array(z.string()).max(5).optional(),
}) satisfies z.ZodType<Processor>;

const pipelineBody = z.looseObject({
    filter: filter.optional(),
    processors: z.array(processor).default([]),
});

function checkPipeline(body: Fields): void {
    const parsed = pipelineBody.safeParse(body);
    if (!parsed.success) {
        throw logsRefusal(z.prettifyError(parsed.error));
    }
    const { filter: own, processors } = parsed.data;
    checkFilter(own?.query ?? "");
    for (const one of processors) {
        for (const { filter: category } of one.categories ?? []) {
            checkFilter(category.query);
        }
        if (one.type === "pipeline") {
            checkPipeline(one);
        }
    }
}

function checkFilter(query: string): void {
    if (query.includes("*:")) {
        throw logsRefusal(`Full-text search is not allowed in pipelines: ${query}`);
    }
    try {
        parseSearch(query);
    } catch (error) {
        throw logsRefusal(`Invalid filter query ${query}: ${String(error)}`);
    }
}

function stored(id: string, body: Fields): Fields {
    const { processors } = pipelineBody.parse(body);
    return {
        is_enabled: false,
        filter: { query: "" },
        ...body,
        id,
        type: "pipeline",
        is_read_only: false,
        processors: processors.map((one) =>
            one.type === "grok-parser" ? { samples: [], ...one } : one,
        ),
    };
}
