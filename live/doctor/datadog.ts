import type { DatadogSettings } from "../../components/settings/datadog";
import { datadogObjection } from "../datadog/objection";
import { type ApiAccess, requestDatadog } from "../datadog/request";
import { type JsonObject, listAt, textAt } from "../snapshot/json";
import { advice, type Finding, missing, ok, unknown } from "./finding";

/** As far as they are known, in the clear; see `datadogKeys`. */
export interface KnownKeys {
    readonly apiKey?: string | undefined;
    readonly appKey?: string | undefined;
    readonly apiUrl?: string | undefined;
}

/** What the stack makes, by the permission that each takes (source: Datadog's list of them). */
const permissions: Readonly<Record<string, string>> = {
    monitors_write: "monitors",
    dashboards_write: "the dashboard",
    slos_write: "SLOs",
    logs_write_pipelines: "the log pipeline",
    logs_generate_metrics: "metrics from logs",
    logs_read_data: "log monitors",
    logs_read_config: "the log pipeline's refresh",
    metric_tags_write: "percentiles",
};

/** Only with the setting of that name. */
const muting = { monitors_downtime: "muteMonitors" } as const;

export async function datadogFindings(
    settings: DatadogSettings | undefined,
    { apiKey, appKey, apiUrl }: KnownKeys,
): Promise<readonly Finding[]> {
    if (settings === undefined) {
        return [ok("Datadog", "not asked for: observability is none")];
    }
    const absent = Object.entries({ apiKey, appKey }).filter(([, value]) => value === undefined);
    if (apiKey === undefined || appKey === undefined) {
        const keys = absent.map(([key]) => key);
        const set = keys.map((key) => `pulumi config set --secret datadog:${key}`).join(", ");
        return [
            missing(
                "Datadog keys",
                `no ${keys.join(", no ")}`,
                `${set}; or DD_API_KEY, DD_APP_KEY`,
            ),
        ];
    }
    const access = { apiUrl: apiUrl ?? `https://api.${settings.site}`, apiKey, appKey };
    const objection = await datadogObjection(access.apiUrl, apiKey, appKey);
    if (objection !== undefined) {
        const [found = "", ...mend] = objection.split(/(?<=\)\.) /);
        return [missing("Datadog keys", found, mend.join(" "))];
    }
    return [
        ok("Datadog keys", `accepted by ${access.apiUrl}`),
        await permissionFinding(access, settings),
    ];
}

/** What the application key's owner may do. */
async function permissionFinding(access: ApiAccess, { muted }: DatadogSettings): Promise<Finding> {
    const needed: Readonly<Record<string, string>> = muted
        ? { ...permissions, ...muting }
        : permissions;
    const what = "Datadog permissions";
    const granted = await grantedTo(access).catch(() => undefined);
    if (granted === undefined) {
        return unknown(what, "this account does not tell them");
    }
    const lacking = Object.keys(needed).filter((name) => !granted.has(name));
    if (lacking.length === 0) {
        return ok(what, "enough for all that the stack makes");
    }
    const things = lacking.map((name) => needed[name]).join(", ");
    const mend = `Let the key's owner have a role with ${lacking.join(", ")}`;
    return advice(what, `not enough for ${things}`, mend);
}

/** Names of the permissions; undefined when they are not told. */
async function grantedTo(access: ApiAccess): Promise<ReadonlySet<string> | undefined> {
    const user = textAt(await read(access, "/api/v2/current_user"), "data", "id");
    if (user === undefined) {
        return undefined;
    }
    const path = `/api/v2/users/${encodeURIComponent(user)}/permissions`;
    const names = listAt(await read(access, path), "data").map((one) =>
        textAt(one, "attributes", "name"),
    );
    return names.length === 0 ? undefined : new Set(names.filter((name) => name !== undefined));
}

async function read(access: ApiAccess, path: string): Promise<JsonObject | undefined> {
    const answer = await requestDatadog(access, "GET", path);
    if (!answer.ok) {
        await answer.body?.cancel();
        return undefined;
    }
    return (await answer.json()) as JsonObject;
}
