import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";

import { throughNode } from "../settings/throughNode";

export interface BestEffortAccess {
    /** Base URL of the API, like `https://api.us5.datadoghq.com`. */
    readonly apiUrl: string;
    /** Undefined when no keys are known: all stays as it is. */
    readonly keys:
        | { readonly apiKey: pulumi.Input<string>; readonly appKey: pulumi.Input<string> }
        | undefined;
}

/**
 * What Datadog has no resource for: a script of live/datadog that the engine calls with `create`,
 * `update` or `delete`, and that never fails.
 */
export function bestEffortCommand(
    name: string,
    script: string,
    environment: Readonly<Record<string, string>>,
    { apiUrl, keys }: BestEffortAccess,
    parent: pulumi.Resource,
): command.local.Command {
    return new command.local.Command(
        name,
        {
            // No key in it: errors quote it.
            interpreter: [...throughNode, script],
            create: "create",
            // Also when only a key changes: without it `create` would run again.
            update: "update",
            delete: "delete",
            environment: {
                ...environment,
                DATADOG_API_URL: apiUrl,
                ...(keys === undefined
                    ? {}
                    : {
                          DD_API_KEY: pulumi.secret(keys.apiKey),
                          DD_APP_KEY: pulumi.secret(keys.appKey),
                      }),
            },
            // What is said there is written for people, and never holds what was sent or answered.
            logging: "stderr",
        },
        {
            parent,
            additionalSecretOutputs: ["stdout", "stderr"],
            // A new one of the same name would find the old one and take it over.
            deleteBeforeReplace: true,
            // Keys that are not known now stay with those that were, for the deletion.
            ignoreChanges: keys === undefined ? ["environment"] : [],
        },
    );
}
