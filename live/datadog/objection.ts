import { type ApiAccess, requestDatadog } from "./request";

/**
 * Why the account at that base URL cannot be used with these keys; undefined when it can. Never
 * rejects, and never says a key.
 */
export async function datadogObjection(
    apiUrl: string,
    apiKey: string,
    appKey: string,
): Promise<string | undefined> {
    if (!/^https?:\/\//.test(apiUrl) || !URL.canParse(apiUrl)) {
        return (
            `datadog:apiUrl is no address (${apiUrl}). It begins with https://, like ` +
            "https://api.datadoghq.com; it stands there or in DD_HOST. Mostly it is not needed: " +
            "datadogSite says where an account is"
        );
    }
    // Each key has a call that it alone can fail. Without a page, an organisation of thousands of
    // monitors would send them all.
    const calls = [
        { key: "apiKey", path: "/api/v1/validate" },
        { key: "appKey", path: "/api/v1/monitor?page=0&page_size=1" },
    ] as const;
    for (const { key, path } of calls) {
        const objection = await tried({ apiUrl, apiKey, appKey }, path);
        if (objection !== undefined) {
            const what = objection.isRefused ? `datadog:${key} is refused` : "Datadog fails";
            return `${what} (${objection.reason} from ${apiUrl}). ${objection.isRefused ? wrongKey(key) : later}`;
        }
    }
    return undefined;
}

interface Objection {
    readonly isRefused: boolean;
    readonly reason: string;
}

async function tried(access: ApiAccess, resource: string): Promise<Objection | undefined> {
    try {
        const answer = await requestDatadog(access, "GET", resource);
        await answer.body?.cancel();
        return answer.ok
            ? undefined
            : {
                  isRefused: answer.status === 401 || answer.status === 403,
                  reason: `status ${answer.status}`,
              };
    } catch (error) {
        const { cause, message } = error instanceof Error ? error : new Error(String(error));
        // A header that cannot be sent would be quoted in the message.
        const isInvalid = error instanceof TypeError && cause === undefined;
        const reason = cause instanceof Error ? cause.message : message;
        return { isRefused: isInvalid, reason: isInvalid ? "no valid header; no answer" : reason };
    }
}

const later = "Try again later, or go without: pulumi config set observability none";

function wrongKey(key: string): string {
    // Else Datadog takes no log monitors from it, in the middle of the update.
    const unlimited = key === "appKey" ? "An application key must have no scopes. " : "";
    return (
        "Keys belong to one organisation and one site: compare datadogSite with the address of " +
        `your Datadog. ${unlimited}Set the key again: pulumi config set --secret datadog:${key}`
    );
}
