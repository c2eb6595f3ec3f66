/**
 * Views of the log explorer. Datadog documents no API for them; these are the shapes that its own
 * command-line tool reads and writes. Whether PUT exists, and what a view takes beyond a name and a
 * search, is not known: anything else is refused here.
 */
import { z } from "zod";

import { parseSearch } from "../../../datadog/query/parse";
import type { Account } from "../account";
import { type Fields, ok, refusal } from "../http/exchange";
import type { Call, Route } from "../http/routes";
import { author } from "./author";

const viewBody = z.strictObject({ name: z.string().min(1), search: z.string() });

export function savedViewRoutes(account: Account): readonly Route[] {
    const known = ({ parameters: { id = "" } }: Call): Fields => {
        const found = account.savedViews.get(Number(id));
        if (found === undefined) {
            throw refusal(404, "Saved view not found");
        }
        return found;
    };
    const own = (call: Call): Fields => {
        const view = known(call);
        if (view.integration_id !== null) {
            throw refusal(403, "Built-in views cannot be changed");
        }
        return view;
    };
    const save = (id: number, body: Fields): Fields => {
        const parsed = viewBody.safeParse(body);
        if (!parsed.success) {
            throw refusal(400, z.prettifyError(parsed.error));
        }
        parseSearch(parsed.data.search);
        const view = { ...serverFields, ...parsed.data, id, modified_at: account.now };
        account.savedViews.set(id, view);
        return view;
    };
    const path = "/api/v1/logs/views/{id}";
    return [
        {
            method: "GET",
            path: "/api/v1/logs/views",
            handle: () => ok({ logs_views: [...account.savedViews.values()] }),
        },
        {
            method: "POST",
            path: "/api/v1/logs/views",
            handle: ({ body }) => ok(save(account.nextNumber(), body)),
        },
        { method: "GET", path, handle: (call) => ok({ logs_view: known(call) }) },
        { method: "PUT", path, handle: (call) => ok(save(Number(own(call).id), call.body)) },
        {
            method: "DELETE",
            path,
            handle: (call) => {
                const id = Number(own(call).id);
                account.savedViews.delete(id);
                return ok({ deleted_logs_saved_view_id: id });
            },
        },
    ];
}

const serverFields = {
    author: { name: author.name, handle: author.handle },
    integration_id: null,
    integration_short_name: null,
    is_favorite: false,
    index: null,
};
