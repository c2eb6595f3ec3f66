/** All that the agent reads and writes with: kubectl, Datadog's API, and where answers go. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const { ANSWERS_URL, DD_HOST, DD_API_KEY, DD_APP_KEY } = process.env;
const run = promisify(execFile);

/** What it prints; the kubeconfig says for which namespace. */
export const kubectl = async (...args) =>
    (await run("kubectl", args, { maxBuffer: 2 ** 26, timeout: 90_000 })).stdout;

export async function datadog(path, body) {
    const keys = { "dd-api-key": DD_API_KEY, "dd-application-key": DD_APP_KEY };
    const response = await fetch(DD_HOST + path, {
        method: body ? "POST" : "GET",
        headers: { ...keys, "content-type": "application/json" },
        body: body && JSON.stringify(body),
    });
    if (!response.ok) {
        throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }
    return response.json();
}

/** Points of each series of a query, as [milliseconds, value], by the series' tags. */
export async function metric(query, since) {
    const [from, to] = [Math.floor(since / 1000), Math.ceil(Date.now() / 1000)];
    const found = await datadog(`/api/v1/query?${new URLSearchParams({ query, from, to })}`);
    const measured = ({ pointlist }) => pointlist.filter(([, value]) => value !== null);
    return new Map(found.series.map((one) => [one.tag_set.join(), measured(one)]));
}

/** Prints it as well, with what is wrong with it. */
export async function answer(content) {
    console.log(new Date().toISOString(), JSON.stringify(content));
    const response = await fetch(ANSWERS_URL, { method: "POST", body: JSON.stringify(content) });
    if (!response.ok) {
        console.log("not understood:", await response.text());
    }
}
