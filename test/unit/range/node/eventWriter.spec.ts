import { deepEqual, equal } from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import type { ApiClient } from "../../../../range/controlPlane/apiClient";
import { EventWriter } from "../../../../range/node/pods/eventWriter";

const subject = { namespace: "shop", name: "web", uid: "1" };
const told = { type: "Warning", reason: "Unhealthy", message: "no", container: "web" } as const;

function writer(): { sent: (readonly [string, string, unknown])[]; events: EventWriter } {
    const sent: (readonly [string, string, unknown])[] = [];
    const api = {
        request: (method: string, path: string, body: unknown) => {
            sent.push([method, path, body]);
            return Promise.resolve({});
        },
    } as unknown as ApiClient;
    const events = new EventWriter(
        api,
        "node",
        (world) => world,
        () => undefined,
    );
    return { sent, events };
}

describe("the events of the simulated kubelet", () => {
    it("count up when the same happens again", async () => {
        const { sent, events } = writer();
        events.tell(subject, { ...told, at: 1000 });
        events.tell(subject, { ...told, at: 1003 });
        await sleep(1);
        deepEqual(
            sent.map(([method]) => method),
            ["POST", "PATCH"],
        );
        deepEqual(sent[1]?.[2], { count: 2, lastTimestamp: "1970-01-01T00:16:43Z" });
        const { source, involvedObject } = sent[0]?.[2] as Record<string, object>;
        deepEqual(source, { component: "kubelet", host: "node" });
        equal((involvedObject as { fieldPath: string }).fieldPath, "spec.containers{web}");
    });

    it("are cut short after 25 of one pod, and come again one in five minutes", async () => {
        const { sent, events } = writer();
        for (let count = 0; count < 40; count++) {
            events.tell(subject, { ...told, at: 1000 });
        }
        events.tell({ ...subject, uid: "2" }, { ...told, at: 1000 });
        await sleep(1);
        equal(sent.length, 26);
        events.tell(subject, { ...told, at: 1301 });
        events.tell(subject, { ...told, at: 1302 });
        await sleep(1);
        equal(sent.length, 27);
    });
});
