/** Watches of a range's real API server, as the node's own code and any client have them. */
import assert from "node:assert/strict";

import { KubeConfig } from "@kubernetes/client-node";

import { ApiClient } from "../../range/controlPlane/apiClient";
import { waitFor } from "../../range/controlPlane/wait";
import { Watches } from "../../range/node/api/watches";
import { sharedRange, type SharedRange } from "../support/range/sharedRange";

const patienceSeconds = 30;
const path = "/api/v1/namespaces/default/configmaps";

interface Listed {
    readonly metadata: object;
}

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
        const raw = await kubectl.run("get", "--raw", `${path}?watch=1&resourceVersion=1`);
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
            await kubectl.run("--namespace=default", "create", "configmap", "seen");
            await waitFor("what is new", patienceSeconds, () => {
                return told.includes("+seen") || undefined;
            });
            await kubectl.run("--namespace=default", "delete", "configmap", "seen");
            await waitFor("what has gone", patienceSeconds, () => {
                return told.includes("-seen") || undefined;
            });
        } finally {
            await watches.stop();
        }
    });
});
