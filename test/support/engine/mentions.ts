/** Where in a cluster a word is to be found: names, labels, data, managed fields, events, anywhere. */
import type { ApiClient } from "../controlPlane";

interface Resource {
    readonly name: string;
    readonly verbs: readonly string[];
}

interface Item {
    readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/** A word of Kubernetes' own, which is no incident's name. */
const backOff = /crashloopbackoff/g;

/** Objects that hold the word in any field, in any case; each as `resource namespace/name`. */
export async function mentionsOf(api: ApiClient, word: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const path of await collections(api)) {
        const { items } = (await api.get(path)) as { items: readonly Item[] };
        for (const item of items) {
            const text = JSON.stringify(item).toLowerCase().replaceAll(backOff, "");
            if (text.includes(word.toLowerCase())) {
                const { namespace = "", name = "" } = item.metadata ?? {};
                found.push(`${path.split("/").at(-1) ?? ""} ${namespace}/${name}`);
            }
        }
    }
    return found.sort();
}

/** The path of every list that the API server serves. */
async function collections(api: ApiClient): Promise<readonly string[]> {
    const { groups } = (await api.get("/apis")) as {
        groups: readonly { readonly preferredVersion: { readonly groupVersion: string } }[];
    };
    const roots = [
        "/api/v1",
        ...groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`),
    ];
    const lists = await Promise.all(
        roots.map(async (root) => {
            const { resources } = (await api.get(root)) as { resources: readonly Resource[] };
            return resources
                .filter(({ name, verbs }) => verbs.includes("list") && !name.includes("/"))
                .map(({ name }) => `${root}/${name}`);
        }),
    );
    return lists.flat();
}
