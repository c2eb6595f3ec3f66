import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

import { RefusedError } from "../incident/guardRails";
import type { DatadogSettings } from "../settings/datadog";
import type { World } from "./world";

/** The account that everything of Datadog goes to. */
export interface DatadogAccount {
    /** Undefined only in a recovery, which must do without: what is there stays as it is. */
    readonly apiKey: pulumi.Output<string> | undefined;
    readonly appKey: pulumi.Output<string> | undefined;
    /** Base URL of the API, without a slash at its end. */
    readonly apiUrl: string;
    readonly provider: datadog.Provider;
}

/**
 * Opens the account, before any resource is registered. Throws {@link RefusedError} when a key is
 * missing or refused. A recovery is never refused: it goes on with a warning, because what is
 * unchanged in Datadog is not touched by an update.
 */
export async function openDatadog(
    { site }: DatadogSettings,
    world: World,
    isRecovery: boolean,
): Promise<DatadogAccount> {
    const keys = world.datadogKeys();
    const apiUrl = (keys.apiUrl ?? `https://api.${site}`).replace(/\/+$/, "");
    const missing = [
        ...(keys.apiKey === undefined ? [missingKey("apiKey", "DD_API_KEY")] : []),
        ...(keys.appKey === undefined ? [missingKey("appKey", "DD_APP_KEY")] : []),
    ];
    const [apiKey, appKey] = [keys.apiKey ?? pulumi.secret(""), keys.appKey ?? pulumi.secret("")];
    const objection =
        missing.length > 0
            ? undefined
            : await valueOf(
                  pulumi
                      .all([apiKey, appKey])
                      .apply(([api, app]) => world.datadogObjection(apiUrl, api, app)),
              );
    const objections = [...missing, ...(objection === undefined ? [] : [objection])];
    if (objections.length > 0 && !isRecovery) {
        throw new RefusedError(objections);
    }
    for (const one of objections) {
        await pulumi.log.warn(`${one.replace(/\.?$/, ".")} The recovery goes on all the same.`);
    }
    // Checked above, with better messages; and a recovery needs no Datadog.
    const provider = new datadog.Provider("datadog", { apiKey, appKey, apiUrl, validate: "false" });
    return { apiKey: keys.apiKey, appKey: keys.appKey, apiUrl, provider };
}

function missingKey(key: string, variable: string): string {
    return (
        `datadog:${key}: observability needs it. Set it: pulumi config set --secret ` +
        `datadog:${key}, or in the environment variable ${variable}; to go without Datadog: ` +
        "pulumi config set observability none"
    );
}

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => output.apply(resolve));
}
