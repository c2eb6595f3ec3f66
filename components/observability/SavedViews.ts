import * as pulumi from "@pulumi/pulumi";

import { type BestEffortAccess, bestEffortCommand } from "./bestEffortCommand";
import type { LogView } from "./catalogue/logViews";
import { logsUrl } from "../../datadog/links";

export interface SavedViewsArgs extends BestEffortAccess {
    /** Each becomes one view of the log explorer. */
    readonly views: readonly LogView[];
    /**
     * Tells this stack's views from everybody else's in the account, like `dev/sock-shop`: it is
     * part of their names, and only views of exactly such a name are touched.
     */
    readonly owner: string;
    /** Datadog site, for the links. */
    readonly site: string;
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
            const environment = {
                VIEW_NAME: `${view.title} (${args.owner})`,
                VIEW_SEARCH: view.search,
                VIEW_LINK: logsUrl(args.site, view.search),
            };
            const { stdout } = bestEffortCommand(
                `${name}-${view.id}`,
                "live/datadog/savedViews/run.ts",
                environment,
                args,
                this,
            );
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

/** What the command prints: an id, or the word `none`. */
const printedId = /^\d+$/;

/**
 * Where a view opens: by its id where there is one, and in any case with its search, so that the
 * link also works where Datadog would take no view.
 */
export function savedViewUrl(site: string, search: string, printed: string): string {
    const url = logsUrl(site, search);
    return printedId.test(printed) ? `${url}&saved-view-id=${printed}` : url;
}
