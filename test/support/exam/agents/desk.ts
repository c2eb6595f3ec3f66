/** What agents of the tests do with what they are given. */
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

import { ApiClient } from "../../../../range/controlPlane/apiClient";

export const given = (name: string): string => process.env[name] ?? "";

export const cluster = (): Promise<ApiClient> => ApiClient.fromKubeconfig(given("KUBECONFIG"));

export const shop = "/api/v1/namespaces/sock-shop";
export const deployments = "/apis/apps/v1/namespaces/sock-shop/deployments";

export function answer(content: object): void {
    appendFileSync(given("ANSWERS_FILE"), `${JSON.stringify(content)}\n`);
}

/** An answer's text; of a refusal, its text too. */
export async function ask(path: string, method = "GET", body?: object): Promise<string> {
    const response = await fetch(given("DD_HOST") + path, {
        method,
        headers: {
            "content-type": "application/json",
            "dd-api-key": given("DD_API_KEY"),
            "dd-application-key": given("DD_APP_KEY"),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return `${response.status} ${await response.text()}`;
}

/** Resolves to what was answered, or to the words of the refusal. */
export async function tried(request: Promise<unknown>): Promise<string> {
    try {
        return JSON.stringify(await request);
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
}

interface Pod {
    readonly metadata: { readonly name: string };
    readonly status: { readonly containerStatuses?: readonly { readonly restartCount: number }[] };
}

export async function podsOf(api: ApiClient, selector: string): Promise<readonly Pod[]> {
    const path = `${shop}/pods?labelSelector=${encodeURIComponent(selector)}`;
    return ((await api.get(path)) as { items: readonly Pod[] }).items;
}

interface Deployment {
    readonly metadata: { readonly name: string };
    readonly spec: {
        readonly template: {
            readonly spec: { readonly containers: readonly { readonly name: string }[] };
        };
    };
}

export async function deploymentsOf(api: ApiClient): Promise<readonly Deployment[]> {
    return ((await api.get(deployments)) as { items: readonly Deployment[] }).items;
}

/** Resolves once pods of the service have been restarted: users suffer by then. */
export async function untilRestarts(api: ApiClient, service: string): Promise<void> {
    const restarts = async (): Promise<number> =>
        (await podsOf(api, `name=${service}`))
            .flatMap(({ status }) => status.containerStatuses ?? [])
            .reduce((sum, { restartCount }) => sum + restartCount, 0);
    while ((await restarts()) === 0) {
        await sleep(200);
    }
}

/** Patches the spec of a Deployment, containers by name. */
export async function change(api: ApiClient, name: string, spec: object): Promise<void> {
    const type = "application/strategic-merge-patch+json";
    await api.request("PATCH", `${deployments}/${name}`, { spec }, type);
}

/** Says that there is an incident, since now. */
export function raiseAlarm(...users: readonly string[]): void {
    answer({ skill: "detect", incident: true, since: new Date().toISOString(), users });
}
