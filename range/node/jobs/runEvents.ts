/** Tells Datadog when the load starts and ends: scenarios/load/run_events.py in the simulation. */

const requestMilliseconds = 3000;

/** Sends it if the container's variables say where; resolves to what the script would log. */
export async function sendRunEvent(
    environment: Readonly<Record<string, string>>,
    moment: "start" | "end",
    verb: string,
    seconds: number,
): Promise<string> {
    const key = environment.DD_API_KEY?.trim() ?? "";
    const site = environment.DD_SITE?.trim() ?? "";
    const url = (environment.DD_URL?.trim() ?? "") || (site === "" ? "" : `https://api.${site}`);
    const title = `${environment.EVENT_SUBJECT ?? "Load run"} ${verb}`;
    // Nothing of a simulated run goes to an account outside of this machine.
    if (key === "" || !/^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/.test(url)) {
        return `No event is sent: ${title}`;
    }
    try {
        const answer = await fetch(`${url.replace(/\/$/, "")}/api/v1/events`, {
            method: "POST",
            headers: { "content-type": "application/json", "dd-api-key": key },
            body: JSON.stringify({
                title,
                text: `The load on the shop has ${verb}.`,
                date_happened: Math.floor(seconds),
                alert_type: "info",
                tags: [...tagsOf(environment), `load:${moment}`],
            }),
            redirect: "error",
            signal: AbortSignal.timeout(requestMilliseconds),
        });
        return answer.ok
            ? `Datadog has the event: ${title}`
            : `Datadog has no event of this (HTTP ${answer.status}): ${title}`;
    } catch (error) {
        return `Datadog has no event of this (${String(error)}): ${title}`;
    }
}

function tagsOf(environment: Readonly<Record<string, string>>): readonly string[] {
    const given = `${environment.DD_TAGS ?? ""},${environment.EVENT_TAGS ?? ""}`.split(",");
    const own = { run: "RUN_ID", kube_namespace: "POD_NAMESPACE", pod_name: "HOSTNAME" };
    const known = Object.entries(own).map(([tag, name]) => `${tag}:${environment[name] ?? ""}`);
    const tags = [...given.map((tag) => tag.trim()), ...known];
    return [...new Set(tags.filter((tag) => tag !== "" && !tag.endsWith(":")))];
}
