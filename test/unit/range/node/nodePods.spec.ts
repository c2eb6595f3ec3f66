import { deepEqual, equal } from "node:assert/strict";

import type { V1Pod } from "@kubernetes/client-node";

import type { ApiClient } from "../../../../range/controlPlane/apiClient";
import { NodePods } from "../../../../range/node/pods/nodePods";
import type { Player } from "../../../../range/node/pods/player";

/** Like what the API sends: no instance of the client's classes. */
const sent = (object: object): unknown => object;

describe("the pods of the range's node", () => {
    it("are played all but the one that cannot be read, which is said", () => {
        const said: string[] = [];
        const addresses: string[] = [];
        const pods = new NodePods({
            api: sent({}) as ApiClient,
            now: () => 0,
            begin: ({ metadata }, address) => {
                addresses.push(address);
                if (metadata?.name === "odd") {
                    throw new Error('"lots" is not an amount of CPU or memory');
                }
                return {} as Player;
            },
            forgotten: () => undefined,
            report: (line) => said.push(line),
        });
        for (const name of ["odd", "plain"]) {
            pods.changed(sent({ metadata: { name, namespace: "shop", uid: name } }) as V1Pod);
        }
        deepEqual(said, ['pod odd cannot be played: "lots" is not an amount of CPU or memory']);
        deepEqual(
            pods.list().map(({ pod }) => pod.metadata?.name),
            ["plain"],
        );
        equal(addresses[1], addresses[0], "its address is free again");
    });
});
