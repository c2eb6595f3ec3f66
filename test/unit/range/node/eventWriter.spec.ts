import { deepEqual, equal } from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import type { ApiClient } from "../../../../range/controlPlane/apiClient";
import { ApiError } from "../../../../range/controlPlane/apiTransport";
import { EventWriter } from "../../../../range/node/pods/eventWriter";

const subject = { namespace: "shop", name: "web", uid: "1" };
const told = { type: "Warning", reason: "Unhealthy", message: "no", container: "web" } as const;

/** @param refuses the status with which the API server answers, if it does not do what is asked */
function writer(refuses: (method: string) => number | undefined = () => undefined): {
    sent: (readonly [string, string, unknown])[];
    events: EventWriter;
} {
    const sent: (readonly [string, string, unknown])[] = [];
    const api = {
        request: (method: string, path: string, body: unknown) => {
            sent.push([method, path, body]);
            const status = refuses(method);
            return status === undefined
                ? Promise.resolve({})
                : Promise.reject(new ApiError(status, "", "no"));
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

    it("are made anew where somebody deleted them, or the first could not be made", async () => {
        const gone = writer((method) => (method === "PATCH" ? 404 : undefined));
        gone.events.tell(subject, { ...told, at: 1000 });
        gone.events.tell(subject, { ...told, at: 1003 });
        const refused = writer((method) => (method === "POST" ? 500 : undefined));
        refused.events.tell(subject, { ...told, at: 1000 });
        refused.events.tell(subject, { ...told, at: 1003 });
        await sleep(1);
        const methods = ({ sent }: ReturnType<typeof writer>) => sent.map(([method]) => method);
        deepEqual(methods(gone), ["POST", "PATCH", "POST"]);
        deepEqual(methods(refused), ["POST", "POST"]);
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
