/** Takes the users away: their Job, which is refused, and then its pod, which is not. */
import { answer, cluster, podsOf, shop, tried, untilRestarts } from "./desk";

async function main(): Promise<void> {
    const api = await cluster();
    await untilRestarts(api, "front-end");
    const jobs = "/apis/batch/v1/namespaces/sock-shop/jobs";
    const { items } = (await api.get(jobs)) as { items: readonly { metadata: { name: string } }[] };
    for (const { metadata } of items) {
        await tried(api.request("DELETE", `${jobs}/${metadata.name}`));
    }
    for (const { metadata } of await podsOf(api, "job-name")) {
        await api.request("DELETE", `${shop}/pods/${metadata.name}`);
    }
    answer({ skill: "remediate", done: ["no request fails any more"] });
}

void main();
