import { logsUrl } from "../../../datadog/links";

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
