import type { Monitor } from "./definition";

/** Where a notification points to; undefined: not linked. */
export interface MessageLinks {
    readonly dashboard?: string;
    /** URL of a log search in the explorer. */
    readonly logs?: (search: string) => string;
    /** Where the page docs/runbooks/<incident>.md is: its URL, or its path in the repository. */
    readonly runbook?: (incident: string) => string;
    /** Who is notified, like `@slack-sre`; empty: nobody. */
    readonly notify: string;
}

/** Runbook pages that may apply: one for each incident in which the monitor can go off. */
export function runbooksOf({ firesIn, mayFireIn }: Monitor): readonly string[] {
    return [...firesIn, ...mayFireIn];
}

/** The search for the evidence of a monitor, bound to the namespace. */
export function logSearchOf({ message }: Monitor, namespace: string): string {
    return `kube_namespace:${namespace} ${message.logSearch}`;
}

/** The notification's text. Without a runbook link no incident is named in it. */
export function messageText(monitor: Monitor, namespace: string, links: MessageLinks): string {
    const { dashboard, logs, runbook, notify } = links;
    const lines = [
        monitor.message.meaning,
        "",
        "Check first:",
        ...monitor.message.checkFirst.map((one, index) => `${index + 1}. ${one}`),
        "",
        ...(dashboard === undefined ? [] : [`[Dashboard](${dashboard})`]),
        ...(logs === undefined ? [] : [`[Logs](${logs(logSearchOf(monitor, namespace))})`]),
        ...(runbook === undefined
            ? []
            : runbooksOf(monitor).map((page) => runbookLine(page, runbook(page)))),
        ...(notify === "" ? [] : ["", notify]),
    ];
    return lines.join("\n").trim();
}

function runbookLine(page: string, where: string): string {
    return /^https?:/.test(where) ? `[Runbook: ${page}](${where})` : `Runbook: ${where}`;
}
