import { ok } from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { Telemetry } from "../../../../range/account/telemetry/telemetry";
import { bytesOf } from "../../../../range/store/recordList";
import { TelemetryStore } from "../../../../range/store/store";

const perSecond = 100;
const lines = 20_000;

/** Bytes that are in use once what is not has been collected. */
function bytesInUse(): number {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    collect();
    collect();
    return process.memoryUsage().heapUsed;
}

describe("the memory that log lines take", () => {
    it("is no more than is counted of them, so that the limit is one", () => {
        const store = new TelemetryStore();
        const telemetry = new Telemetry(store, {
            pipelines: new Map(),
            pipelineOrder: [],
            logsMetrics: new Map(),
        });
        const tags = { kube_namespace: "sock-shop", pod_name: "catalogue-7c798b795b-pc2g8" };
        let counted = 0;
        const before = bytesInUse();
        for (let second = 0; second < lines / perSecond; second += 1) {
            const logs = Array.from({ length: perSecond }, (_, at) => {
                // A text of its own, in one piece: not a rope of pieces that others share.
                const message = Buffer.from(`method=List took=1.65ms ${second} ${at}`).toString();
                counted += 3 * bytesOf(message);
                return { time: second, message, status: "info" as const, service: "a", tags };
            });
            store.add({ logs });
        }
        const taken = bytesInUse() - before;
        ok(telemetry.logs.length === lines);
        ok(taken > counted / 3, `${taken} bytes taken of ${counted} counted: nothing is kept?`);
        ok(taken < counted, `${taken} bytes taken, ${counted} counted`);
    });
});
