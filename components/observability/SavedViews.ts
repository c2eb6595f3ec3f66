import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";

import type { LogView } from "./catalogue/logViews";
import { logsUrl } from "./links";
import { savedViewUrl } from "./savedViews/viewUrl";

export interface SavedViewsArgs {
    /** Each becomes one view of the log explorer. */
    readonly views: readonly LogView[];
    /**
     * Tells this stack's views from everybody else's in the account, like `dev/sock-shop`: it is
     * part of their names, and only views of exactly such a name are touched.
     */
    readonly owner: string;
    /** Datadog site, for the links. */
    readonly site: string;
    /** Base URL of the API, like `https://api.us5.datadoghq.com`. */
    readonly apiUrl: string;
    /** Undefined when no keys are known: the views stay as they are. */
    readonly keys:
        | { readonly apiKey: pulumi.Input<string>; readonly appKey: pulumi.Input<string> }
        | undefined;
}

/**
 * Views of the log explorer, as far as the account allows. Datadog has no resource and no documented
 * API for them, so each is a best-effort call that never fails the stack.
 */
export class SavedViews extends pulumi.ComponentResource {
    /** By the view's title: opens the view, or its search where there is no view. */
    readonly links: Readonly<Record<string, pulumi.Output<string>>>;

    constructor(name: string, args: SavedViewsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:observability:SavedViews", name, {}, opts);
        const links = args.views.map((view): [string, pulumi.Output<string>] => {
            const { stdout } = savedView(`${name}-${view.id}`, view, args, this);
            // Only an id gets into the link, so it is no secret.
            return [
                view.title,
                pulumi.unsecret(stdout).apply((id) => savedViewUrl(args.site, view.search, id)),
            ];
        });
        this.links = Object.fromEntries(links);
        this.registerOutputs({ links: this.links });
    }
}

function savedView(
    name: string,
    view: LogView,
    { owner, site, apiUrl, keys }: SavedViewsArgs,
    parent: pulumi.Resource,
): command.local.Command {
    return new command.local.Command(
        name,
        {
            // No shell in between: the same on Windows. No key in it: errors quote it.
            interpreter: ["node", "--import", "tsx", "live/savedViews/run.ts"],
            create: "create",
            // Also when only a key changes: without it `create` would run again.
            update: "update",
            delete: "delete",
            environment: {
                VIEW_NAME: `${view.title} (${owner})`,
                VIEW_SEARCH: view.search,
                VIEW_LINK: logsUrl(site, view.search),
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
