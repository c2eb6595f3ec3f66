/** Datadog's own TypeScript client, asking an account on loopback. */
import assert from "node:assert/strict";

import { client } from "@datadog/datadog-api-client";
import { UnparsedObject } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-common/util";

import type { Keys } from "../../../range/account/http/answer";
import type { Sent } from "./drivenRoutes";

export type ClientConfiguration = ReturnType<typeof client.createConfiguration>;

/** @param onSent told of each request that the client sends */
export function clientOf(
    url: string,
    { apiKey, appKey }: Keys,
    onSent: (sent: Sent) => void = () => undefined,
): ClientConfiguration {
    const configuration = client.createConfiguration({
        authMethods: { apiKeyAuth: apiKey, appKeyAuth: appKey },
        baseServer: new client.ServerConfiguration(url, {}),
        fetch: (address: string, options: RequestInit) => {
            onSent({ method: options.method ?? "GET", path: new URL(address).pathname });
            return fetch(address, options);
        },
    });
    configuration.unstableOperations = Object.fromEntries(
        Object.keys(configuration.unstableOperations).map((name) => [name, true]),
    );
    return configuration;
}

/** Fails where the client has met something that its models do not know. */
export function known<T>(value: T, path = "answer"): T {
    assert.ok(!(value instanceof UnparsedObject), `${path}: ${JSON.stringify(value)}`);
    if (typeof value === "object" && value !== null) {
        Object.entries(value).forEach(([key, inner]) => {
            assert.ok(key !== "_unparsed" || inner !== true, path);
            known(inner, `${path}.${key}`);
        });
    }
    return value;
}
