/** The real kubectl, as a responder uses it, on a range with the healthy shop. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

import { waitFor } from "../../range/controlPlane/wait";
import { serviceNames } from "../../shop/services";
import type { Kubectl } from "../support/range/kubectl";
import { componentsOf } from "../support/range/processes";
import type { RangeProcess } from "../support/range/rangeProcess";
import { sharedRange } from "../support/range/sharedRange";

interface Pods {
    readonly items: readonly {
        readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
    }[];
}

interface Slices {
    readonly items: readonly {
        readonly endpoints?:
            | readonly {
                  readonly conditions: { readonly ready?: boolean };
                  readonly targetRef?: { readonly name: string };
              }[]
            | null;
    }[];
}

const patienceSeconds = 90;

describe("kubectl on a range", () => {
    let kubectl: Kubectl;
    let shopUrl: string;
    let range: RangeProcess;

    before(async function () {
        // The very first time everything is built.
        this.timeout(0);
        ({ kubectl, shopUrl, range } = await sharedRange());
    });

    /** Without those that are on their way out. */
    const podsOf = async (service: string): Promise<readonly string[]> => {
        const { items } = await kubectl.json<Pods>("get", "pods", "--selector", `name=${service}`);
        return items
            .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
            .map(({ metadata }) => metadata.name);
    };

    /** The pods to which the controller's slices send visits. */
    const endpointsOf = async (service: string): Promise<readonly string[]> => {
        const selector = `kubernetes.io/service-name=${service}`;
        const slices = await kubectl.json<Slices>("get", "endpointslices", "--selector", selector);
        return slices.items
            .flatMap(({ endpoints }) => endpoints ?? [])
            .filter(({ conditions }) => conditions.ready === true)
            .flatMap(({ targetRef }) => targetRef?.name ?? [])
            .sort();
    };

    it("get: every service has a pod that runs", async () => {
        const table = await kubectl.shop("get", "pods", "--no-headers");
        const rows = table.trim().split("\n");
        assert.equal(rows.length, serviceNames.length);
        for (const row of rows) {
            assert.match(row, /^\S+ +(\d)\/\1 +Running +0 /);
        }
    });

    it("describe: a pod has its containers, conditions and events", async () => {
        const text = await kubectl.shop("describe", "pod", "--selector", "name=front-end");
        assert.match(text, /^Node: +sockshop-control-plane\//m);
        assert.match(text, /^ +State: +Running$/m);
        assert.match(text, /^ +Ready +True *$/m);
        assert.match(text, /Normal +Scheduled .*Successfully assigned/);
    });

    it("events: what the controllers did", async () => {
        const text = await kubectl.shop("events", "--for", "deployment/carts");
        assert.match(text, /ScalingReplicaSet +Deployment\/carts +Scaled up replica set carts-/);
    });

    it("scale and wait: pods come, and go", async () => {
        await kubectl.shop("scale", "deployment/session-db", "--replicas=3");
        await kubectl.shop("rollout", "status", "deployment/session-db", "--timeout=120s");
        const pods = await podsOf("session-db");
        assert.equal(pods.length, 3);
        await waitFor("each of them to be an endpoint", patienceSeconds, async () => {
            const endpoints = await endpointsOf("session-db");
            return isDeepStrictEqual(endpoints, [...pods].sort()) || undefined;
        });
        await kubectl.shop("scale", "deployment/session-db", "--replicas=1");
        await kubectl.shop(
            ...["wait", "deployment/session-db", "--timeout=120s"],
            "--for=jsonpath={.status.replicas}=1",
        );
    });

    it("scale: ten thousand pods are refused by a quota, and what does not fit is Pending", async () => {
        await kubectl.shop("scale", "deployment/carts", "--replicas=10000");
        const condition = "--for=condition=ReplicaFailure";
        const timeout = `--timeout=${patienceSeconds}s`;
        await kubectl.shop("wait", "deployment/carts", condition, timeout);
        const text = await kubectl.shop("describe", "deployment/carts");
        assert.match(text, /ReplicaFailure +True +FailedCreate/);
        const pods = await podsOf("carts");
        // Admission counts what the quota's controller has seen: it may lag by a few.
        assert.ok(pods.length < 300, `${pods.length} pods`);
        await kubectl.shop("scale", "deployment/carts", "--replicas=1");
        await waitFor("one pod of carts", patienceSeconds, async () =>
            (await podsOf("carts")).length === 1 ? true : undefined,
        );
        await kubectl.shop("rollout", "status", "deployment/carts", timeout);
    });

    it("goes on after the API server has stood still for ten seconds", async () => {
        const [server = 0] = componentsOf(range, "kube-apiserver");
        process.kill(server, "SIGSTOP");
        await sleep(10_000);
        process.kill(server, "SIGCONT");
        await kubectl.shop("scale", "deployment/queue-master", "--replicas=2");
        const timeout = `--timeout=${patienceSeconds}s`;
        await kubectl.shop("rollout", "status", "deployment/queue-master", timeout);
        await kubectl.shop("scale", "deployment/queue-master", "--replicas=1");
        range.requireAlive();
    });

    it("rollout restart, history and undo: every pod is a new one", async () => {
        const before = await podsOf("session-db");
        await kubectl.shop("rollout", "restart", "deployment/session-db");
        await kubectl.shop("rollout", "status", "deployment/session-db", "--timeout=120s");
        const between = await podsOf("session-db");
        assert.ok(!between.some((name) => before.includes(name)));
        const history = await kubectl.shop("rollout", "history", "deployment/session-db");
        assert.match(history, /^1 +.*\n2 +/m);
        await kubectl.shop("rollout", "undo", "deployment/session-db");
        await kubectl.shop("rollout", "status", "deployment/session-db", "--timeout=120s");
        const { metadata } = await kubectl.json<Annotated>("get", "deployment", "session-db");
        assert.equal(metadata.annotations["deployment.kubernetes.io/revision"], "3");
    });

    it("delete: another pod takes a deleted one's place", async () => {
        const [pod = ""] = await podsOf("session-db");
        await kubectl.shop("delete", "pod", pod, "--timeout=60s");
        await kubectl.shop("rollout", "status", "deployment/session-db", "--timeout=120s");
        const [next] = await podsOf("session-db");
        assert.notEqual(next, pod);
    });

    it("logs: what a user asks the shop is there, and with --follow at once", async () => {
        const following = kubectl.start("logs", "--follow", "--tail=0", "deployment/front-end");
        let followed = "";
        following.stdout?.setEncoding("utf8").on("data", (text: string) => {
            followed += text;
        });
        await waitFor("a line of a request", patienceSeconds, async () => {
            const answer = await fetch(`${shopUrl}/catalogue`);
            assert.equal(answer.status, 200);
            return followed.includes("GET /catalogue") || undefined;
        });
        following.kill();
        const all = await kubectl.shop("logs", "deployment/front-end");
        assert.match(all, /GET \/catalogue/);
        const last = await kubectl.shop("logs", "--tail=2", "deployment/front-end");
        assert.equal(last.trimEnd().split("\n").length, 2);
        assert.ok(all.trimEnd().endsWith(last.trimEnd()));
        const behind = await kubectl.shop("logs", "deployment/catalogue");
        assert.match(behind, /method=List .*err=null/);
        assert.doesNotMatch(behind, /database connection error|circuit breaker/);
    });

    it("top: what pods and the node use", async () => {
        const rows = await waitFor("figures of every pod", patienceSeconds, async () => {
            const table = await kubectl.shop("top", "pods", "--no-headers");
            const lines = table.trim().split("\n");
            return lines.length >= serviceNames.length ? lines : undefined;
        });
        for (const row of rows) {
            assert.match(row, /^\S+ +\d+m +\d+Mi *$/);
        }
        const node = await kubectl.run("top", "nodes", "--no-headers");
        assert.match(node, /^sockshop-control-plane +\d+m +\d+% +\d+Mi +\d+% *$/m);
    });

    it("autoscale: the autoscaler sees what the pods use", async () => {
        await kubectl.shop(
            ...["autoscale", "deployment/front-end", "--cpu=70%", "--min=1", "--max=3"],
        );
        await kubectl.shop("wait", "hpa/front-end", "--for=condition=ScalingActive=true");
        const table = await kubectl.shop("get", "hpa", "front-end", "--no-headers");
        assert.match(table, /cpu: \d+%\/70% +1 +3 +1 /);
        await kubectl.shop("delete", "hpa/front-end");
    });

    it("get --raw: the API server reaches the shop through its own proxy", async () => {
        const path = "/api/v1/namespaces/sock-shop/services/front-end/proxy/catalogue";
        const socks = JSON.parse(await kubectl.run("get", "--raw", path)) as readonly object[];
        assert.ok(socks.length > 0);
    });

    it("set image: an image that nobody has is not pulled, and undone", async () => {
        await kubectl.shop("set", "image", "deployment/session-db", "session-db=redis:no-such-tag");
        const failing = await waitFor("a pod without its image", patienceSeconds, async () => {
            const table = await kubectl.shop("get", "pods", "--selector", "name=session-db");
            return /ErrImagePull|ImagePullBackOff/.exec(table)?.[0];
        });
        assert.ok(failing);
        await kubectl.shop("rollout", "undo", "deployment/session-db");
        await kubectl.shop("rollout", "status", "deployment/session-db", "--timeout=120s");
    });

    it("explain, api-resources and auth can-i: the API says what it is", async () => {
        const fields = await kubectl.run("explain", "deployment.spec.strategy.rollingUpdate");
        assert.match(fields, /maxUnavailable/);
        assert.match(await kubectl.run("api-resources"), /horizontalpodautoscalers +hpa/);
        assert.equal((await kubectl.run("auth", "can-i", "delete", "nodes")).trim(), "yes");
        const asSink = "--as=system:serviceaccount:sock-shop:default";
        // It says so on its standard output, and with its exit code.
        await assert.rejects(kubectl.shop("auth", "can-i", "delete", "pods", asSink), {
            stdout: "no\n",
        });
    });

    it("describe node: it says that what it runs is simulated", async () => {
        const text = await kubectl.run("describe", "node", "sockshop-control-plane");
        assert.match(text, /simulated/);
        assert.match(text, /^ +cpu: +4$/m);
    });
});

interface Annotated {
    readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
}
