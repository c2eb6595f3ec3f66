/** The doctor before a stand-in of a cluster, and the cluster's maker before stand-ins of its tools. */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { cluster } from "../../../cli/cluster";
import { doctor } from "../../../cli/doctor";
import { findingsFor } from "../../../cli/doctor/findingsFor";
import { findingsText } from "../../../cli/doctor/findingsText";
import type { Instruments } from "../../../live/doctor/examine";
import type { Finding } from "../../../live/doctor/finding";
import type { Json } from "../../../live/snapshot/json";
import { useEnvironment } from "../../support/environment";
import { StandInApi, writeKubeconfig } from "../live/standInApi";
import { plain } from "../live/support";
import { ended } from "./ended";

const versions: Readonly<Record<string, string>> = {
    pulumi: "v3.259.0",
    kubectl: "Client Version: v1.34.1",
    docker: "28.1.0",
    kind: "kind v0.30.0",
};

const instruments: Instruments = {
    run: (program) => Promise.resolve({ code: 0, output: versions[program] ?? "", errors: "" }),
    ask: () =>
        Promise.resolve(
            new Response(null, {
                headers: { "content-type": "application/vnd.oci.image.manifest.v1+json" },
            }),
        ),
    readFile: () => undefined,
    nodeVersion: "24.0.0",
};

const node = (cpu: string, more: Record<string, Json> = {}): Json => ({
    metadata: { name: "one", labels: {} },
    status: {
        allocatable: { cpu, memory: "8Gi", pods: "110" },
        conditions: [{ type: "Ready", status: "True" }],
        nodeInfo: {
            containerRuntimeVersion: "containerd://2.1.3",
            architecture: "amd64",
            kubeletVersion: "v1.34.0",
        },
        ...more,
    },
});

describe("the doctor", function () {
    this.timeout(60_000);
    let api: StandInApi;
    let directory: string;
    let restoreKubeconfig: () => void;

    beforeEach(async () => {
        api = await StandInApi.start();
        directory = mkdtempSync(join(tmpdir(), "doctor-"));
        const file = join(directory, "config");
        writeKubeconfig(file, api.url);
        restoreKubeconfig = useEnvironment({ KUBECONFIG: file });
        const list = (items: readonly Json[]): Json => ({ items });
        api.answers.set("/version", { gitVersion: "v1.34.0" });
        api.answers.set("/api/v1/nodes", list([node("4")]));
        api.answers.set("/api/v1/pods", list([]));
        api.answers.set("/api/v1/services", list([]));
        api.answers.set("/apis/apps/v1/daemonsets", list([]));
    });
    afterEach(async () => {
        restoreKubeconfig();
        await api.stop();
        rmSync(directory, { recursive: true });
    });

    /** What was found, by what it is about. */
    async function found(
        settings: Readonly<Record<string, string>> = {},
    ): Promise<Readonly<Record<string, Finding>>> {
        const findings = await findingsFor("dev", settings, instruments, directory);
        return Object.fromEntries(findings.map((finding) => [finding.what, finding]));
    }
    const lacking = (findings: Readonly<Record<string, Finding>>): readonly string[] =>
        Object.values(findings)
            .filter(({ standing }) => standing === "missing")
            .map(({ what }) => what);

    it("finds nothing missing where there is all, and counts the pods of the real plan", async () => {
        const findings = await found();
        assert.deepEqual(lacking(findings), []);
        assert.match(findings["room for the shop"]?.found ?? "", /^14 pods request /);
        assert.equal(findings["API server"]?.found, "v1.34.0");
        assert.equal(findings["metrics API"]?.standing, "advice");
        assert.equal(findings.images?.found, "14 to pull, 0 there already");
    });

    it("counts what an incident and a fix add, and misses the metrics API for hpa", async () => {
        const findings = await found({ incident: "hybrid", remediation: "hpa" });
        // Two front-ends, and the load.
        assert.match(findings["room for the shop"]?.found ?? "", /^16 pods request /);
        assert.deepEqual(lacking(findings), ["metrics API"]);
        const own = await found({ incident: "hybrid", remediation: "hpa", metricsServer: "true" });
        assert.deepEqual(lacking(own), []);
    });

    it("misses somebody who enforces policies where an incident needs it", async () => {
        assert.equal((await found()).NetworkPolicies?.standing, "advice");
        const findings = await found({ incident: "gateway" });
        assert.deepEqual(lacking(findings), ["NetworkPolicies"]);
        assert.match(findings.NetworkPolicies?.mend ?? "", /incident = "gateway"/);
        api.answers.set("/apis/apps/v1/daemonsets", { items: [{ metadata: { name: "cilium" } }] });
        const { NetworkPolicies: enforced } = await found({ incident: "gateway" });
        assert.deepEqual([enforced?.standing, enforced?.found], ["ok", "enforced by cilium"]);
    });

    it("finds a node too small, and one that is under pressure", async () => {
        api.answers.set("/api/v1/nodes", { items: [node("500m")] });
        assert.deepEqual(lacking(await found()), ["room for the shop"]);
        const conditions = [
            { type: "Ready", status: "True" },
            { type: "MemoryPressure", status: "True" },
            // Of agents on some clouds' nodes, where that is the healthy one.
            { type: "KernelReady", status: "True" },
        ];
        api.answers.set("/api/v1/nodes", { items: [node("4", { conditions })] });
        const { nodes } = await found();
        assert.deepEqual([nodes?.standing, nodes?.found], ["missing", "one: MemoryPressure=True"]);
        assert.equal(nodes?.mend, "kubectl describe node one");
    });

    it("asks nothing of a cluster that may not be broken", async () => {
        const findings = await found({ kubeContext: "prod-eu" });
        assert.deepEqual(lacking(findings), ["context"]);
        assert.deepEqual(api.asked, []);
    });

    it("says what the guard rails would refuse", async () => {
        const labels = { metadata: { name: "one", labels: { env: "prod" } } };
        const marked = { ...(node("4") as object), ...labels } as Json;
        api.answers.set("/api/v1/nodes", { items: [marked] });
        const findings = await found();
        assert.deepEqual(lacking(findings), ["guard rails"]);
        assert.match(findings["guard rails"]?.mend ?? "", /nothing is broken in production/);
    });

    it("needs Docker and kind to make a cluster that is not there, with the command", async () => {
        const findings = await found({ kubeContext: "kind-other" });
        assert.deepEqual(lacking(findings), ["cluster"]);
        assert.match(findings.cluster?.mend ?? "", /npm run cluster -- create/);
        assert.equal(findings.kind?.standing, "ok");
    });

    it("tells an API server that is gone", async () => {
        await api.stop();
        assert.deepEqual(lacking(await found()), ["API server"]);
    });

    it("takes the stack's own settings, and tells wrong ones without a cluster's help", async () => {
        const file = join(directory, "Pulumi.dev.yaml");
        writeFileSync(file, "config:\n  sock-shop-incidents:images: multiarhc\n");
        const { settings } = await found();
        assert.equal(settings?.standing, "missing");
        assert.match(settings.mend ?? "", /allowed: upstream, multiarch/);
        assert.deepEqual(lacking(await found({ images: "multiarch" })), []);
    });

    it("as a command: settings in place of the stack's, JSON, and 1 when something is missing", async () => {
        const asked = ["-c", "users=x", "-c", "images=multiarhc", "--json"];
        const { code, output } = await ended((say) => doctor(asked, say));
        assert.equal(code, 1);
        const { isReady, findings } = JSON.parse(output) as {
            isReady: boolean;
            findings: readonly Finding[];
        };
        assert.equal(isReady, false);
        const wrong = findings.filter(({ what }) => what === "settings");
        assert.deepEqual(
            wrong.map(({ found: words }) => words),
            ["images is not right"],
        );
    });

    it("shows each with its way out in a table, and how many are missing", () => {
        const text = plain(
            findingsText([
                { what: "pulumi", standing: "missing", found: "not installed", mend: "Install it" },
                { what: "kind", standing: "ok", found: "0.30.0" },
            ]),
        );
        assert.match(text, /│ pulumi │ missing │ not installed\s+│\n│\s+│\s+│ → Install it/);
        assert.match(text, /Missing: 1\./);
    });
});

describe("the cluster's maker", function () {
    if (process.platform === "win32") {
        return;
    }
    let directory: string;
    let restoreEnvironment: () => void;
    const log = (): string => readFileSync(join(directory, "log"), "utf8").trim();

    /** A program of that name which notes how it is called. */
    const standIn = (program: string, script: string): void => {
        const file = join(directory, program);
        writeFileSync(file, `#!/bin/sh\necho ${program} "$@" >> ${directory}/log\n${script}\n`);
        chmodSync(file, 0o755);
    };
    const done = (...args: readonly string[]): ReturnType<typeof ended> =>
        ended((say) => cluster(args, say));

    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "cluster-"));
        const path = [directory, process.env.PATH ?? ""].join(delimiter);
        restoreEnvironment = useEnvironment({ PATH: path });
        standIn("docker", "echo 28.1.0");
        standIn("kind", 'case "$1" in version) echo kind v0.30.0;; esac');
    });
    afterEach(() => {
        restoreEnvironment();
        rmSync(directory, { recursive: true });
    });

    it("makes the cluster of the file that the guide names", async () => {
        const { code, output } = await done("create");
        assert.deepEqual(
            [code, log().split("\n").at(-1)],
            [0, "kind create cluster --config docs/kind.yaml"],
        );
        assert.match(output, /kind-sockshop/);
    });

    it("makes none where there is one, and takes away none where there is none", async () => {
        assert.match((await done("delete")).output, /no cluster sockshop/);
        standIn("kind", 'case "$1" in version) echo kind v0.30.0;; get) echo sockshop;; esac');
        assert.match((await done("create")).output, /there already/);
        assert.doesNotMatch(log(), /kind (create|delete)/);
        assert.equal((await done("delete")).code, 0);
        assert.equal(log().split("\n").at(-1), "kind delete cluster --name sockshop");
    });

    it("says what is missing, how to get it, and what needs neither", async () => {
        standIn("docker", "echo Cannot connect to the daemon >&2; exit 1");
        const { code, errors } = await done("create");
        assert.equal(code, 1);
        assert.match(errors, /docker: does not work: Cannot connect.*docs\.docker\.com/);
        assert.match(errors, /npm run range/);
        assert.doesNotMatch(log(), /create cluster/);
    });

    it("fails when kind does", async () => {
        standIn("kind", 'case "$1" in version) echo kind v0.30.0;; create) exit 1;; esac');
        assert.match((await done("create")).errors, /kind create cluster .* failed/);
    });
});
