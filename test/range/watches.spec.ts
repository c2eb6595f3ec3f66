/** Watches of a range's real API server, as the node's own code and any client have them. */
import assert from "node:assert/strict";
import { request } from "node:http";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";

import { KubeConfig } from "@kubernetes/client-node";

import { ApiClient } from "../../range/controlPlane/apiClient";
import { waitFor } from "../../range/controlPlane/wait";
import { Watches } from "../../range/node/api/watches";
import { sharedRange, type SharedRange } from "../support/range/sharedRange";

const patienceSeconds = 30;

/** Of events the API server keeps none itself: their watches are etcd's. */
const path = "/api/v1/namespaces/default/events";

interface Listed {
    readonly metadata: { readonly resourceVersion: string };
}

/** Has etcd forget what was before that revision, as the API server does every five minutes. */
function compact(directory: string, revision: string): Promise<string> {
    return new Promise((resolve, reject) => {
        const socketPath = join(directory, "etcd.sock:0");
        const asked = request({ socketPath, path: "/v3/kv/compaction", method: "POST" });
        asked.on("response", (answer) => {
            text(answer).then(resolve, reject);
        });
        asked.on("error", reject);
        asked.end(JSON.stringify({ revision }));
    });
}

const seen = {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: "seen", namespace: "default" },
    involvedObject: { kind: "Pod", name: "none", namespace: "default" },
    ...{ type: "Normal", reason: "Seen", message: "by a test" },
};

describe("watches of a range's API server", () => {
    let shared: SharedRange;
    let kubeconfig: string;

    before(async function () {
        this.timeout(0);
        shared = await sharedRange();
        kubeconfig = shared.environment.KUBECONFIG ?? "";
    });

    it("begin anew where what they missed is forgotten: 410, and a list", async () => {
        const { kubectl } = shared;
        const { metadata } = JSON.parse(await kubectl.run("get", "--raw", path)) as Listed;
        assert.match(await compact(dirname(kubeconfig), metadata.resourceVersion), /"header"/);
        const old = `${path}?watch=1&resourceVersion=1&timeoutSeconds=${patienceSeconds}`;
        const raw = await kubectl.run("get", "--raw", old);
        assert.match(raw, /"type":"ERROR",.*"reason":"Expired".*"code":410/);

        const api = await ApiClient.fromKubeconfig(kubeconfig);
        let lists = 0;
        // The first list pretends to be as old as that.
        const get = async (asked: string): Promise<unknown> => {
            const listed = (await api.get(asked)) as Listed;
            lists += 1;
            return lists > 1
                ? listed
                : { ...listed, metadata: { ...listed.metadata, resourceVersion: "1" } };
        };
        const config = new KubeConfig();
        config.loadFromFile(kubeconfig);
        const told: string[] = [];
        const watches = new Watches(config, { get } as unknown as ApiClient, (line) => {
            told.push(line);
        });
        try {
            await watches.watch(path, {
                changed: ({ metadata }) => told.push(`+${metadata?.name ?? ""}`),
                deleted: ({ metadata }) => told.push(`-${metadata?.name ?? ""}`),
            });
            await waitFor("another list", patienceSeconds, () => lists > 1 || undefined);
            await api.request("POST", path, seen);
            await waitFor("what is new", patienceSeconds, () => {
                return told.includes("+seen") || undefined;
            });
            await kubectl.run("--namespace=default", "delete", "event", "seen");
            await waitFor("what has gone", patienceSeconds, () => {
                return told.includes("-seen") || undefined;
            });
        } finally {
            await watches.stop();
        }
    });
});
