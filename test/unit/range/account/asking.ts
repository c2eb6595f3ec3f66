/** Requests to the stand-in, as a client without any checks of its own would send them. */
import { type DatadogStandIn, type Keys, standInKeys } from "../../../support/datadog/standIn";

export interface Answer {
    readonly status: number;
    /** The texts of an error; empty when there is none. */
    readonly errors: string;
    readonly body: Readonly<Record<string, unknown>>;
}

export async function ask(
    standIn: DatadogStandIn,
    method: string,
    path: string,
    body?: unknown,
    keys: Partial<Keys> = standInKeys,
): Promise<Answer> {
    const answer = await fetch(`${standIn.url}${path}`, {
        method,
        headers: {
            ...(keys.apiKey === undefined ? {} : { "DD-API-KEY": keys.apiKey }),
            ...(keys.appKey === undefined ? {} : { "DD-APPLICATION-KEY": keys.appKey }),
            ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    const parsed = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
    const errors = answer.ok ? "" : JSON.stringify(parsed.errors ?? parsed.error);
    return { status: answer.status, errors, body: parsed };
}

/** A monitor that is accepted; fields can be replaced. */
export const monitor = {
    name: "Front-end CPU",
    type: "query alert",
    query: "avg(last_5m):sum:kubernetes.cpu.usage.total{kube_namespace:sock-shop} > 250000000",
    message: "Too much.",
    tags: ["env:dev"],
    priority: 2,
    options: { thresholds: { critical: 250000000 }, require_full_window: false },
} as const;
