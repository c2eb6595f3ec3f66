import type { Account } from "../account";
import type { LiveMonitors } from "../live/liveMonitors";
import { type Fields, ok, refusal, type Reply } from "../http/exchange";
import { modelV1 } from "../http/models";
import { listIn, numberIn, pageOf } from "../http/parameters";
import { author } from "./author";
import { monitorMuteRoutes } from "./monitorMute";
import { monitorSearchRoutes } from "./monitorSearch";
import { tagsIn, told } from "./monitorStates";
import { checkMonitor } from "./monitorRules";
import { withoutServerFields } from "./ownFields";
import { monitorUsers } from "./references";
import type { Call, Route } from "../http/routes";

const monitor = modelV1("Monitor");

export function monitorRoutes(account: Account, live: LiveMonitors): readonly Route[] {
    const known = ({ parameters }: Call): Fields => {
        const found = account.monitors.get(Number(parameters.id));
        if (found === undefined) {
            throw refusal(404, "Monitor not found");
        }
        return found;
    };
    const one = { path: "/api/v1/monitor/{id}", response: monitor } as const;
    const shown = (stored: Fields, { query }: Call): Fields =>
        told(live, stored, listIn(query, "group_states"));
    const validate = (call: Call): Reply => {
        checkMonitor(call.body, account);
        return ok({});
    };
    return [
        {
            method: "GET",
            path: "/api/v1/monitor",
            response: modelV1("Array<Monitor>"),
            handle: (call) => ok(listed(account, call).map((one) => shown(one, call))),
        },
        { method: "POST", path: "/api/v1/monitor/validate", request: monitor, handle: validate },
        {
            method: "POST",
            path: "/api/v1/monitor/{id}/validate",
            request: monitor,
            handle: (call) => {
                known(call);
                return validate(call);
            },
        },
        {
            method: "POST",
            path: "/api/v1/monitor",
            request: monitor,
            response: monitor,
            handle: ({ body }) => {
                checkMonitor(body, account);
                refuseDuplicate(body, account);
                const id = account.nextNumber();
                const { now } = account;
                const created = stored(body, { id, created: now, modified: now });
                account.monitors.set(id, created);
                return ok(told(live, created));
            },
        },
        { ...one, method: "GET", handle: (call) => ok(shown(known(call), call)) },
        {
            ...one,
            method: "PUT",
            request: modelV1("MonitorUpdateRequest"),
            handle: (call) => {
                const before = known(call);
                const merged = { ...withoutServerFields(before), ...call.body };
                if (merged.type !== before.type) {
                    throw refusal(400, "The type of a monitor cannot be changed");
                }
                checkMonitor(merged, account);
                const { id, created } = before;
                const updated = stored(merged, { id, created, modified: account.now });
                account.monitors.set(Number(id), updated);
                return ok(told(live, updated));
            },
        },
        {
            ...one,
            response: modelV1("DeletedMonitor"),
            method: "DELETE",
            handle: (call) => {
                const id = Number(known(call).id);
                const users = monitorUsers(account, id);
                if (users.length > 0 && call.query.get("force") !== "true") {
                    throw refusal(400, `monitor [${id}] is referenced in ${users.join(", ")}`);
                }
                account.monitors.delete(id);
                return ok({ deleted_monitor_id: id });
            },
        },
        {
            method: "GET",
            path: "/api/v1/monitor/can_delete",
            response: modelV1("CheckCanDeleteMonitorResponse"),
            handle: ({ query }) => canDelete(account, listIn(query, "monitor_ids").map(Number)),
        },
        ...monitorSearchRoutes(account, live),
        ...monitorMuteRoutes(account, known, (stored) => told(live, stored)),
    ];
}

function canDelete(account: Account, ids: readonly number[]): Reply {
    const users = ids.map((id) => [id, monitorUsers(account, id)] as const);
    const used = users.filter(([, list]) => list.length > 0);
    const errors: Fields = Object.fromEntries(
        used.map(([id, list]) => [
            String(id),
            list.map((one) => `monitor [${id}] is referenced in ${one}`),
        ]),
    );
    return ok({
        data: { ok: users.filter(([, list]) => list.length === 0).map(([id]) => id) },
        errors: used.length === 0 ? null : errors,
    });
}

/** The list as its parameters ask for it: by name, tags, scope and page. */
function listed(account: Account, { query }: Call): readonly Fields[] {
    const name = (query.get("name") ?? "").toLowerCase();
    const own = listIn(query, "monitor_tags");
    const scope = listIn(query, "tags");
    const after = numberIn(query, "id_offset", 0);
    const all = [...account.monitors.values()].filter(
        (one) =>
            Number(one.id) > after &&
            String(one.name).toLowerCase().includes(name) &&
            own.every((tag) => tagsIn(one).includes(tag)) &&
            scope.every((tag) => String(one.query).includes(tag)),
    );
    const isPaged = query.has("page") || query.has("page_size");
    const size = Math.min(numberIn(query, "page_size", isPaged ? 100 : all.length), 1000);
    return pageOf(all, numberIn(query, "page", 0), size);
}

/** The API compares type, query, name, message, tags and options. */
function refuseDuplicate(body: Fields, account: Account): void {
    const key = (fields: Fields): string =>
        JSON.stringify([fields.type, fields.query, fields.name, fields.message]);
    const twin = [...account.monitors.values()].find((one) => key(one) === key(body));
    if (twin !== undefined) {
        throw refusal(400, `Duplicate of an existing monitor_id:${String(twin.id)} org_id:1`);
    }
}

/** What the API adds, and how it answers. */
function stored(body: Fields, own: Fields): Fields {
    const options = typeof body.options === "object" ? body.options : {};
    return {
        message: "",
        tags: [],
        priority: null,
        restricted_roles: null,
        draft_status: "published",
        ...body,
        ...own,
        org_id: 1,
        options: { notify_audit: false, silenced: {}, ...options },
        multi: String(body.query).includes(" by {"),
        deleted: null,
        assets: [],
        overall_state: "No Data",
        creator: author,
    };
}
