import type { Account } from "../account";
import { type Fields, ok, refusal, type Reply } from "../http/exchange";
import { modelV1 } from "../http/models";
import { author } from "./author";
import { checkMonitor } from "./monitorRules";
import { withoutServerFields } from "./ownFields";
import { monitorUsers } from "./references";
import type { Call, Route } from "../http/routes";

const monitor = modelV1("Monitor");

export function monitorRoutes(account: Account): readonly Route[] {
    const known = ({ parameters }: Call): Fields => {
        const found = account.monitors.get(Number(parameters.id));
        if (found === undefined) {
            throw refusal(404, "Monitor not found");
        }
        return found;
    };
    const one = { path: "/api/v1/monitor/{id}", response: monitor } as const;
    const validate = (call: Call): Reply => {
        checkMonitor(call.body, account);
        return ok({});
    };
    return [
        {
            method: "GET",
            path: "/api/v1/monitor",
            response: modelV1("Array<Monitor>"),
            handle: ({ query }) => {
                const size = Number(query.get("page_size") ?? account.monitors.size);
                return ok([...account.monitors.values()].slice(0, size));
            },
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
                return ok(created);
            },
        },
        { ...one, method: "GET", handle: (call) => ok(known(call)) },
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
                return ok(updated);
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
    ];
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
