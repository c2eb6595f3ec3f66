/**
 * The real engine and the real Datadog provider on a range: what a user types, from an empty cluster
 * and an empty account to both empty again. Pods, users and time are simulated there.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { contextName } from "../../range/contextName";
import { waitFor } from "../../range/controlPlane/wait";
import { findEngine } from "../support/engine/availability";
import { EngineStack } from "../support/engine/engineStack";
import { checkout, noAccount, ProjectCopy } from "../support/engine/projectCopy";
import { RunRecord } from "../support/engine/runRecord";
import { Kubectl } from "../support/range/kubectl";
import { newNodePort } from "../support/range/nodePort";
import { RangeProcess } from "../support/range/rangeProcess";

const execute = promisify(execFile);

/** As fast as two cores carry with the engine beside it. */
const speed = 5;

/** For a monitor to see what has happened, in seconds: minutes of the simulated world. */
const patienceSeconds = 300;

const nodePort = String(newNodePort());

interface LiveMonitor {
    readonly name: string;
    readonly type: string;
    readonly tags: readonly string[];
    readonly overall_state: string;
}

describe("the real engine on a range", () => {
    let range: RangeProcess | undefined;
    let environment: Readonly<Record<string, string>>;
    let project: ProjectCopy | undefined;
    let dev: EngineStack;
    let kubectl: Kubectl;

    before(async function () {
        const engine = await findEngine();
        const missing = typeof engine === "string" ? engine : engine.withoutDatadog;
        if (typeof engine === "string" || missing !== undefined) {
            process.stderr.write(`The engine on a range is skipped: ${missing}.\n`);
            this.skip();
        }
        range = await RangeProcess.start(["--speed", String(speed)]);
        environment = await range.environment();
        const { KUBECONFIG = "", ...account } = environment;
        project = new ProjectCopy(KUBECONFIG, undefined, { ...noAccount, ...account });
        kubectl = await Kubectl.on(KUBECONFIG);
        dev = await EngineStack.create("dev", engine, project, new RunRecord());
    });

    after(async () => {
        await range?.end();
        project?.remove();
    });

    /** A command of the project's own, as `npm run` starts it, in the copy. */
    const npmRun = async (command: string, ...args: readonly string[]): Promise<string> => {
        const script = join(checkout, "cli", `${command}.ts`);
        const words = ["--import", "tsx", script, "--context", contextName, ...args];
        const { stdout } = await execute(process.execPath, words, {
            cwd: project?.directory,
            env: { ...process.env, ...environment },
        });
        return stdout;
    };

    const monitors = async (): Promise<readonly LiveMonitor[]> => {
        const { DD_HOST = "", DD_API_KEY = "", DD_APP_KEY = "" } = environment;
        const headers = { "DD-API-KEY": DD_API_KEY, "DD-APPLICATION-KEY": DD_APP_KEY };
        const answer = await fetch(`${DD_HOST}/api/v1/monitor`, { headers });
        return (await answer.json()) as LiveMonitor[];
    };

    /** Names of the composites that are in alert: each names one incident. */
    const alerting = async (): Promise<readonly string[]> =>
        (await monitors())
            .filter(({ type, overall_state }) => type === "composite" && overall_state === "Alert")
            .flatMap(({ tags }) => tags.filter((tag) => tag.startsWith("incident:")));

    const untilAlerting = (...expected: readonly string[]): Promise<unknown> =>
        waitFor(`alerts: ${expected.join(", ") || "none"}`, patienceSeconds, async () => {
            const now = await alerting();
            if (now.join() !== expected.join()) {
                throw new Error(`in alert: ${now.join(", ") || "none"}`);
            }
            return true;
        });

    const recover = async (): Promise<void> => {
        await dev.up({ incident: "none" }, { refresh: true });
        assert.match(await npmRun("verify", "--wait", "4m"), /^Whole after/);
        await untilAlerting();
    };

    it("gets the healthy shop and its monitors, which then have nothing to say", async () => {
        const settings = { kubeContext: contextName, observability: "resources", nodePort };
        await dev.up(settings);
        assert.ok((await monitors()).length > 10);
        const waits = ["--for=condition=Available", "--timeout=240s"];
        await kubectl.shop("wait", "deployments", "--all", ...waits);
        await npmRun("snapshot");
        await untilAlerting();
    });

    it("is not changed by a second `up`", async () => {
        const { counts } = await dev.up();
        assert.deepEqual(
            [counts.created, counts.updated, counts.replaced, counts.deleted],
            [0, 0, 0, 0],
        );
    });

    it("hybrid: is named by its composite alone, and is over when it is recovered from", async () => {
        await dev.up({ incident: "hybrid" });
        await untilAlerting("incident:hybrid");
        const pods = await kubectl.shop("get", "pods", "--selector", "name=front-end");
        assert.match(pods, / [1-9]\d* \(.* ago\)/);
        await recover();
    });

    it("its load leaves its results", async () => {
        const out = mkdtempSync(join(tmpdir(), "range-results-"));
        try {
            assert.match(await npmRun("report", "--out", out), /Load run: mix browse, 750 users/);
        } finally {
            rmSync(out, { recursive: true });
        }
    });

    it("payment: is named by its composite alone, heals by its expiry, and is recovered from", async () => {
        await dev.up({ incident: "payment", expireAfter: "5m" });
        await untilAlerting("incident:payment");
        await waitFor("payment to be given back", patienceSeconds, async () => {
            const deployment = ["get", "deployment", "payment"];
            const path = "--output=jsonpath={.status.readyReplicas}";
            return (await kubectl.shop(...deployment, path)) === "1" || undefined;
        });
        await recover();
    });

    it("leaves nothing in the cluster and nothing in the account", async () => {
        await dev.destroy();
        await assert.rejects(kubectl.run("get", "namespace", "sock-shop"), /not found/);
        assert.deepEqual(await monitors(), []);
    });
});
