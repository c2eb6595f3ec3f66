import * as pulumi from "@pulumi/pulumi";

/** How to reach the Datadog account. Keys are secrets: they are nowhere in plain text. */
export interface DatadogKeys {
    /** Undefined: not given. */
    readonly apiKey: pulumi.Output<string> | undefined;
    readonly appKey: pulumi.Output<string> | undefined;
    /** Base URL of the API, where it is not the site's own. */
    readonly apiUrl: string | undefined;
}

/**
 * The keys as the Datadog provider finds them: its own settings `datadog:apiKey`, `datadog:appKey`
 * and `datadog:apiUrl`, or the environment.
 */
export function datadogKeys(): DatadogKeys {
    const config = new pulumi.Config("datadog");
    return {
        apiKey: config.getSecret("apiKey") ?? secret("DD_API_KEY", "DATADOG_API_KEY"),
        appKey: config.getSecret("appKey") ?? secret("DD_APP_KEY", "DATADOG_APP_KEY"),
        apiUrl: config.get("apiUrl") ?? fromEnvironment("DD_HOST", "DATADOG_HOST"),
    };
}

function secret(...names: readonly string[]): pulumi.Output<string> | undefined {
    const value = fromEnvironment(...names);
    return value === undefined ? undefined : pulumi.secret(value);
}

function fromEnvironment(...names: readonly string[]): string | undefined {
    return names.map((name) => process.env[name]).find((found) => (found ?? "") !== "");
}
