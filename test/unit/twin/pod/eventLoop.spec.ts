import { equal, ok } from "node:assert/strict";

import { Cluster } from "../../../../twin/cluster";
import { EventQueue } from "../../../../twin/clock/eventQueue";
import { makeProcess } from "../../../../twin/kubelet/process";
import { CpuQuota } from "../../../../twin/node/cpuQuota";
import { requestCost } from "../../../../twin/physics/frontEnd";
import { EventLoop } from "../../../../twin/pod/eventLoop";
import type { DeploymentSpec } from "../../../../twin/read/world";
import { Exchanges } from "../../../../twin/requests/exchanges";
import { routeOf } from "../../../../twin/shop/routes";
import { Recorder } from "../worlds";

/** A request is two turns of 10 ms, one right after the other. */
const application = {
    turnCpu: Float64Array.of(0.01),
    waits: Uint8Array.of(1),
    wait: (): number => -Infinity,
};

/** When each request is answered of those that one process gets, and one that an answer leads to. */
function answers(
    sent: readonly number[],
    next?: { readonly after: number; readonly slot: number },
) {
    const answeredAt: number[] = [];
    const queue = new EventQueue(0);
    const exchanges = new Exchanges(10);
    exchanges.seat(10, {
        answered: (slot) => {
            answeredAt[slot] = queue.now;
            if (slot === next?.after) {
                send(1, next.slot);
            }
        },
        lost: () => undefined,
    });
    const workDone = queue.alarms((loop) => loops[loop]?.workDone());
    const ready = queue.register(() => undefined);
    const shared = { queue, exchanges, application, workDone, ready, hostSpeed: 1, requestCost };
    const ignore = (): void => undefined;
    const loops = [0, 1].map((index) => {
        const quota = new CpuQuota(undefined, 0);
        return new EventLoop(index, quota, shared, { served: ignore, grew: ignore });
    });
    const send = (loop: number, slot: number): void => {
        exchanges.begin(slot, 0, 200, 1);
        loops[loop]?.send(slot);
    };
    queue.at(0, () => {
        sent.forEach((slot) => {
            send(0, slot);
        });
    });
    queue.runUntil(1);
    return answeredAt;
}

/** Of front-ends, as far as their processes need it. */
const frontEnd = {
    name: "front-end",
    template: "",
    containers: [{ name: "front-end", program: "front-end", cpuRequestCores: 0.1 }],
} as unknown as DeploymentSpec;

/** When users hear that their process has ended, who all ask another one at once. */
function lossesOf(users: readonly number[]): readonly number[] {
    const lostAt: number[] = [];
    const queue = new EventQueue(0);
    const cluster = new Cluster({
        queue,
        observer: new Recorder(),
        namespace: "sock-shop",
        seed: 1,
        hostSpeed: 1,
        nodeCpus: 4,
        otherCores: 0,
        requestCost,
        epoch: 0,
        users: users.length,
    });
    cluster.exchanges.seat(users.length, {
        answered: () => undefined,
        lost: (user) => {
            lostAt.push(queue.now);
            send(1, user);
        },
    });
    const containers = [0, 1].map(() => {
        const { main } = cluster.createPod(frontEnd, 0);
        makeProcess(main, cluster);
        return main;
    });
    const route = cluster.shop.indexOf(routeOf("GET", "/", false));
    const send = (process: number, user: number): void => {
        cluster.exchanges.begin(user, route, 200, 1);
        containers[process]?.loop?.send(user);
    };
    queue.at(0, () => {
        for (const user of users) {
            send(0, user);
        }
        containers.slice(0, 1).forEach((container) => {
            cluster.cut(container);
        });
        lostAt.push(queue.now);
    });
    queue.runUntil(1);
    return lostAt;
}

describe("event loops of two processes", () => {
    it("work side by side, also when an answer of one has a request sent to the other", () => {
        const alone = answers([0, 1]);
        const beside = answers([0, 1], { after: 0, slot: 2 });
        equal(beside[0], alone[0]);
        equal(beside[1], alone[1]);
        ok((beside[2] ?? 0) > (alone[0] ?? Infinity));
    });

    it("end at one moment for all who were connected, whatever the other process does next", () => {
        const [first, ...rest] = lossesOf([0, 1, 2]);
        ok(first !== undefined && rest.length === 3);
        rest.forEach((at) => {
            equal(at, first);
        });
    });
});
