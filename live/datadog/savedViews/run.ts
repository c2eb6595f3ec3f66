/*
 * Run by the engine for each saved view, with `create`, `update` or `delete`. Prints the view's id,
 * or `none`, and nothing else: that is what the next run is told. What people should know goes to
 * stderr. Never fails: a view is a convenience, and its link works without it.
 *
 * Reads VIEW_NAME, VIEW_SEARCH, VIEW_LINK, DATADOG_API_URL, DD_API_KEY, DD_APP_KEY.
 */
import "../../requireNode";

import { SavedViewsApi } from "./api";
import { ensureView, type Outcome, removeView } from "./reconcile";

const { VIEW_NAME = "", VIEW_SEARCH = "", VIEW_LINK = "", DATADOG_API_URL = "" } = process.env;
const { DD_API_KEY = "", DD_APP_KEY = "" } = process.env;

/** What the last run printed. */
function previousId(): number | undefined {
    const text = process.env.PULUMI_COMMAND_STDOUT ?? "";
    return /^\d+$/.test(text) ? Number(text) : undefined;
}

async function outcomeOf(verb: string, id: number | undefined): Promise<Outcome> {
    if (DD_API_KEY === "" || DD_APP_KEY === "") {
        return { id, failure: "the API key and the application key are not both known" };
    }
    const access = { apiUrl: DATADOG_API_URL, apiKey: DD_API_KEY, appKey: DD_APP_KEY };
    const api = new SavedViewsApi(access);
    return verb === "delete"
        ? removeView(api, VIEW_NAME, id)
        : ensureView(api, { name: VIEW_NAME, search: VIEW_SEARCH }, id);
}

/** One line, with the way on. */
function advice(verb: string, { id, failure = "" }: Outcome): string {
    if (verb !== "delete") {
        const known = id === undefined ? "" : ` (id ${id})`;
        return (
            `Saved view "${VIEW_NAME}"${known} is not as it should be: ${failure}. ` +
            `The same search without it: ${VIEW_LINK}`
        );
    }
    return id === undefined
        ? `No saved view "${VIEW_NAME}" was ever seen, but it could not be looked for: ` +
              `${failure}. If there is one, delete it by hand: ${VIEW_LINK}`
        : `Saved view "${VIEW_NAME}" (id ${id}) was not deleted: ${failure}. ` +
              `Delete it by hand: ${VIEW_LINK}&saved-view-id=${id}`;
}

async function main(verb: string): Promise<void> {
    const known = previousId();
    // An unforeseen error may quote anything, so its text is not passed on.
    const outcome = await outcomeOf(verb, known).catch((): Outcome => {
        return { id: known, failure: "the script that makes it has failed" };
    });
    if (outcome.failure !== undefined) {
        console.error(advice(verb, outcome));
    }
    console.log(verb === "delete" ? "none" : String(outcome.id ?? "none"));
}

void main(process.argv[2] ?? "");
