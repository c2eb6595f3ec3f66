/** Pods, network and load of a range are played: what a responder's commands change has effects. */
import assert from "node:assert/strict";

import { waitFor } from "../../range/controlPlane/wait";
import { Kubectl } from "../support/range/kubectl";
import { newNodePort } from "../support/range/nodePort";
import { RangeProcess } from "../support/range/rangeProcess";
import { sharedRange } from "../support/range/sharedRange";

interface Terminated {
    readonly reason: string;
    readonly exitCode: number;
}

interface Pods {
    readonly items: readonly {
        readonly metadata: { readonly name: string };
        readonly status: {
            readonly conditions: readonly { readonly type: string; readonly status: string }[];
            readonly containerStatuses?: readonly {
                readonly restartCount: number;
                readonly state: { readonly waiting?: { readonly reason: string } };
                readonly lastState: { readonly terminated?: Terminated };
            }[];
        };
    }[];
}

interface Results {
    readonly data?: Readonly<Record<string, string>>;
}

const frontEnds = ["get", "pods", "--selector", "name=front-end"] as const;

/** Ready pods among them. */
const readyOf = ({ items }: Pods): number =>
    items.filter(({ status }) =>
        status.conditions.some((one) => one.type === "Ready" && one.status === "True"),
    ).length;

describe("pods on a range", () => {
    let kubectl: Kubectl;
    let shopUrl: string;

    before(async function () {
        this.timeout(0);
        ({ kubectl, shopUrl } = await sharedRange());
    });

    it("answer a small set of commands from inside, and refuse the rest in plain words", async () => {
        const exec = (...command: readonly string[]) =>
            kubectl.shop("exec", "deployment/front-end", "--", ...command);
        assert.match(await exec("env"), /^SESSION_REDIS=true$/m);
        assert.match(await exec("wget", "-qO-", "http://catalogue/health"), /"status":"OK"/);
        assert.match(await exec("sh", "-c", "nslookup catalogue"), /Address: 10\.96\./);
        await assert.rejects(exec("rm", "-rf", "/"), /rm: not found\. This container is simulated/);
    });

    it("answer through port-forward, and refuse a port on which nobody listens", async () => {
        const forwarding = kubectl.start("port-forward", "deployment/front-end", ":8079", ":80");
        let said = "";
        forwarding.stdout?.setEncoding("utf8").on("data", (text: string) => {
            said += text;
        });
        const [open, closed] = await waitFor("two ports", 30, () => {
            const ports = [...said.matchAll(/127\.0\.0\.1:(\d+) -> /g)].map(([, port]) => port);
            return ports.length === 2 ? ports : undefined;
        });
        assert.equal((await fetch(`http://127.0.0.1:${open ?? ""}/catalogue`)).status, 200);
        await assert.rejects(fetch(`http://127.0.0.1:${closed ?? ""}/catalogue`));
        forwarding.kill();
    });

    it("are out of reach where a Service leads to a port on which nobody listens", async () => {
        const lead = (targetPort: number) =>
            kubectl.shop(
                ...["patch", "service", "front-end", "--type=json", "--patch"],
                JSON.stringify([
                    { op: "replace", path: "/spec/ports/0/targetPort", value: targetPort },
                ]),
            );
        const answers = () =>
            fetch(`${shopUrl}/catalogue`).then(
                ({ status }) => status,
                () => "none",
            );
        await lead(80);
        await waitFor("no answer", 30, async () => (await answers()) === "none" || undefined);
        await lead(8079);
        await waitFor("an answer", 30, async () => (await answers()) === 200 || undefined);
    });

    it("are killed for want of memory, and held back", async () => {
        await kubectl.shop(
            ...["set", "resources", "deployment/front-end"],
            ...["--limits=memory=40Mi", "--requests=memory=40Mi"],
        );
        const killed = await waitFor("a pod that is held back", 90, async () => {
            const { items } = await kubectl.json<Pods>(...frontEnds);
            return items
                .flatMap(({ status }) => status.containerStatuses ?? [])
                .find(({ state }) => state.waiting?.reason === "CrashLoopBackOff");
        });
        assert.deepEqual(
            [killed.lastState.terminated?.reason, killed.lastState.terminated?.exitCode],
            ["OOMKilled", 137],
        );
        await kubectl.shop("rollout", "undo", "deployment/front-end");
        await kubectl.shop("rollout", "status", "deployment/front-end", "--timeout=120s");
    });
});

describe("hybrid on a range", () => {
    let range: RangeProcess | undefined;
    let kubectl: Kubectl;

    before(async function () {
        this.timeout(0);
        const nodePort = newNodePort();
        range = await RangeProcess.start(["hybrid", "-c", `nodePort=${nodePort}`]);
        const { KUBECONFIG = "" } = await range.environment();
        kubectl = await Kubectl.on(KUBECONFIG);
    });
    after(async () => {
        await range?.end();
    });

    it("the kubelet kills the front-end for its liveness probe, again and again", async () => {
        const status = await waitFor("two restarts", 180, async () => {
            const { items } = await kubectl.json<Pods>(...frontEnds);
            return items
                .flatMap(({ status: { containerStatuses = [] } }) => containerStatuses)
                .find(({ restartCount }) => restartCount >= 2);
        });
        assert.equal(status.lastState.terminated?.reason, "Error");
        const text = await kubectl.shop("describe", "pod", "--selector", "name=front-end");
        assert.match(text, /Unhealthy .*kubelet .*Liveness probe failed: Get "http:\/\/10\.244\./);
        assert.match(text, /Killing .*failed liveness probe, will be restarted/);
        const before = await kubectl.shop("logs", "deployment/front-end", "--previous");
        assert.match(before, /npm ERR! signal SIGTERM/);
    });

    it("a load that is ended early leaves its results, and the shop gets well by itself", async () => {
        await kubectl.shop("delete", "jobs", "--all", "--timeout=120s");
        // The Job is gone at once; its pod has its grace to write them.
        const data = await waitFor("results", 60, async () => {
            const found = await kubectl.json<Results>("get", "configmap", "load-results");
            return found.data;
        });
        const summary = JSON.parse(data["summary.json"] ?? "{}") as {
            readonly stoppedEarly: boolean;
            readonly totals: { readonly requests: number; readonly failures: number };
        };
        assert.equal(summary.stoppedEarly, true);
        assert.ok(summary.totals.failures > 0.3 * summary.totals.requests);
        assert.match(data["locust_stats.csv"] ?? "", /^,Aggregated,/m);
        await waitFor("a front-end that is Ready", 400, async () => {
            return readyOf(await kubectl.json<Pods>(...frontEnds)) > 0 || undefined;
        });
    });
});
