/**
 * What may happen to an experiment on a range: each ends with the shop as it was, or says what is
 * left. One range for all, but for those that are killed: a killed one is to leave nothing.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";

import { type AskedExperiment, parseExperiment } from "../../cli/experiment/arguments";
import { stageOnRange } from "../../cli/experiment/onRange";
import { play } from "../../cli/experiment/play";
import type { Stage } from "../../cli/experiment/stage";
import { fineMetrics } from "../../evidence/fineMetrics";
import { readExperiment } from "../../experiment/kept/files";
import { waitFor } from "../../range/controlPlane/wait";
import { runningRanges } from "../../range/state/runningRanges";
import { useEnvironment } from "../support/environment";
import { Kubectl } from "../support/range/kubectl";
import { newNodePort } from "../support/range/nodePort";
import { componentsOf, filesUnder, isGone } from "../support/range/processes";
import { SmallDisk } from "../support/smallDisk";

/** No pod ends of it, so it is whole again soon. Whatever is slow here, the load is not cut short. */
const words = (): readonly string[] => [
    ...["latency", "--on", "range", "--duration", "1m", "--speed", "10", "--cap", "1h"],
    ...["-c", `nodePort=${newNodePort()}`],
];

const patienceSeconds = 500;

/** For an API server to be away, in ms. */
const awayMs = 20_000;

const project = resolve(__dirname, "../..");

interface Played {
    readonly code: number;
    readonly text: string;
    readonly out: string;
}

describe("an experiment on a range", () => {
    let restoreEnvironment: () => void;
    let umask: number;
    let stateHome: string;
    let stage: Stage | undefined;
    let kubectl: Kubectl;
    let told: string[] = [];
    const say = {
        log: () => undefined,
        error: (text: string) => void told.push(text),
    };
    const asked = parseExperiment(words(), say);

    before(async () => {
        // A range's own, which stays for as long as its process.
        umask = process.umask(0o077);
        stateHome = mkdtempSync(join(tmpdir(), "range-state-"));
        restoreEnvironment = useEnvironment({ XDG_STATE_HOME: stateHome });
        stage = await stageOnRange(asked, say.error, new AbortController().signal);
        const own = runningRanges().find(({ processId }) => processId === process.pid);
        kubectl = await Kubectl.on(own?.kubeconfigPath ?? "");
    });

    after(async () => {
        await stage?.end();
        process.umask(umask);
        restoreEnvironment();
        rmSync(stateHome, { recursive: true, force: true });
    });

    /**
     * @param happens as soon as there is load
     * @param more what is asked for beside
     */
    const played = async (
        happens: () => Promise<void>,
        out = "",
        more: Partial<AskedExperiment> = {},
    ): Promise<Played> => {
        assert.ok(stage !== undefined);
        told = [];
        const folder = out === "" ? mkdtempSync(join(tmpdir(), "experiment-")) : out;
        const ended = play(
            { ...stage, end: () => Promise.resolve() },
            {
                ...{
                    asked: { ...asked, ...more },
                    out: folder,
                    say,
                    terminal: { width: 100, hasColour: false },
                },
                signal: new AbortController().signal,
            },
        );
        let code: number;
        try {
            await waitFor("the load to run", patienceSeconds, async () => {
                const path = "--output=jsonpath={.items[*].status.active}";
                return (await kubectl.shop("get", "jobs", path)).includes("1") || undefined;
            });
            await happens();
        } finally {
            // Whatever went wrong, the next one finds a shop that nobody is at.
            code = await ended;
        }
        return { code, text: told.join("\n"), out: folder };
    };

    /** Played to its end, recovered, proved, and kept; or aborted because of that. */
    const assertWhole = async ({ code, text, out }: Played, abort?: string): Promise<void> => {
        const before = /snapshot of \d+ objects, hash (\S+)/.exec(text)?.[1];
        const after = /whole after \d+ s, hash (\S+)/.exec(text)?.[1];
        assert.ok(before !== undefined, text);
        assert.equal(after, before, text);
        assert.equal(code, abort === undefined ? 0 : 1, text);
        const { kept } = await readExperiment(out);
        assert.deepEqual(
            kept.arms.map(({ ending, recovery }) => [ending.kind, recovery.isWhole]),
            [[abort === undefined ? "load over" : "aborted", true]],
        );
        assert.ok(abort === undefined || text.includes(`ABORTED: ${abort}`), text);
        rmSync(out, { recursive: true });
    };

    it("goes on when the API server has been away for 20 s", async () => {
        const [server = 0] = componentsOf({ processId: process.pid, stateHome }, "kube-apiserver");
        assert.ok(server > 0);
        const run = await played(async () => {
            process.kill(server, "SIGSTOP");
            try {
                await sleep(awayMs);
            } finally {
                process.kill(server, "SIGCONT");
            }
        });
        assert.match(run.text, /the cluster does not answer/);
        // What was watched goes on where it was cut.
        assert.doesNotMatch(run.text, /while they could not be watched/);
        const { evidence } = await readExperiment(run.out);
        const endpoints = evidence
            .get("none-1")
            ?.fine.find(
                ({ metric, tags }) =>
                    metric === fineMetrics.endpointsReady && tags.kube_service === "front-end",
            );
        assert.equal(endpoints?.values.at(-1), 1);
        await assertWhole(run);
    });

    it("ends with the shop as it was when somebody deletes the load's Job", async () => {
        const run = await played(async () => {
            await kubectl.shop("delete", "jobs", "--all", "--wait=true");
        });
        await assertWhole(run);
    });

    it("ends with the shop as it was when somebody deletes the whole namespace", async () => {
        const run = await played(async () => {
            await kubectl.run("delete", "namespace", "sock-shop", "--wait=false");
        });
        await assertWhole(run);
        const quotas = await kubectl.shop("get", "resourcequotas", "--output=name");
        assert.equal(quotas.trim(), "resourcequota/sock-shop-range");
    });

    it("says what is lost when its folder is full, and leaves the shop as it was", async function () {
        const small = SmallDisk.mount() ?? this.skip();
        try {
            const { code, text } = await played(() => {
                small.fill();
                return Promise.resolve();
            }, small.folder);
            assert.match(text, /whole after \d+ s, hash/);
            assert.equal(code, 1);
            assert.match(text, /Not kept: evidence of none-1: ENOSPC/);
            assert.match(text, /^NOT KEPT in .*evidence of none-1.*npm run experiment -- latency/m);
        } finally {
            small.unmount();
        }
    });

    const isThorough = process.env.EXPERIMENT_PHASES === "all";
    if (isThorough) {
        it("is aborted when it takes longer than it may", async () => {
            const run = await played(() => Promise.resolve(), "", { capSeconds: 20 });
            await assertWhole(run, "longer than 20 s");
        });

        it("is aborted when a Deployment of another namespace loses its pods", async () => {
            await kubectl.run("create", "namespace", "web");
            const image = "registry.example/none";
            const run = await played(async () => {
                const make = ["create", "deployment", "api", "--namespace=web"];
                await kubectl.run(...make, `--image=${image}`);
            });
            await kubectl.run("delete", "namespace", "web", "--wait=false");
            await assertWhole(run, "outside of the shop, web/api: 0 of 1 pods Ready");
        });
    }

    it("keeps what it saw when its range dies, which it says soon", async () => {
        const [etcd = 0] = componentsOf({ processId: process.pid, stateHome }, "etcd");
        assert.ok(etcd > 0);
        let died = 0;
        const { code, text, out } = await played(() => {
            died = Date.now();
            process.kill(etcd, "SIGKILL");
            return Promise.resolve();
        });
        const seconds = (Date.now() - died) / 1000;
        assert.ok(seconds < 60, `${seconds} s`);
        assert.equal(code, 1);
        assert.match(text, /ABORTED: The range is gone: etcd died \(SIGKILL\)$/m);
        const { kept, evidence } = await readExperiment(out);
        assert.equal(kept.arms[0]?.recovery.isWhole, false);
        assert.ok(evidence.get("none-1")?.series.length);
        rmSync(out, { recursive: true });
    });

    /** What it says when it is in that phase. */
    const phases = {
        "its beginning": /Bringing up the shop/,
        "the incident": /requests\/s/,
        "its recovery": /^recovering/m,
    };

    /** Another process plays; resolves to how it has ended, with nothing left but its evidence. */
    const ended = async (
        phase: keyof typeof phases,
        signals: readonly NodeJS.Signals[],
    ): Promise<{ readonly code: number | null; readonly text: string }> => {
        const home = mkdtempSync(join(tmpdir(), "range-state-"));
        const tsx = pathToFileURL(require.resolve("tsx")).href;
        const script = join(project, "cli", "experiment.ts");
        const evidence = join(home, "evidence");
        const child = spawn(
            process.execPath,
            ["--import", tsx, script, ...words(), "--out", evidence],
            {
                cwd: project,
                env: { ...process.env, XDG_STATE_HOME: join(home, "state") },
                stdio: ["ignore", "ignore", "pipe"],
            },
        );
        let text = "";
        child.stderr.setEncoding("utf8").on("data", (part: string) => (text += part));
        const heard = (what: RegExp): Promise<unknown> =>
            waitFor(String(what), patienceSeconds, () => text.match(what) ?? undefined);
        const premises = { processId: child.pid ?? 0, stateHome: join(home, "state") };
        await heard(phases[phase]);
        const components = componentsOf(premises);
        assert.ok(components.length >= 4);
        const over = once(child, "close");
        for (const [at, signal] of signals.entries()) {
            child.kill(signal);
            await (at + 1 < signals.length ? heard(/^Interrupted\./m) : over);
        }
        await waitFor("everything to be gone", 60, () => {
            const isOver = components.every(isGone) && filesUnder(premises.stateHome).length === 0;
            return isOver || undefined;
        });
        assert.deepEqual(readdirSync(evidence), []);
        rmSync(home, { recursive: true });
        return { code: child.exitCode, text };
    };

    // Each of these has a range of its own, so one goes with every run and the others when asked for.
    const killed = ["its beginning", "the incident", "its recovery"] as const;
    for (const phase of isThorough ? killed : killed.slice(0, 1)) {
        it(`that is killed in ${phase} leaves nothing that runs, and nothing on the disk`, async () => {
            assert.equal((await ended(phase, ["SIGKILL"])).code, null);
        });
    }

    if (isThorough) {
        it("that is told twice to end does so at once, and leaves nothing", async () => {
            const { code, text } = await ended("the incident", ["SIGINT", "SIGINT"]);
            assert.equal(code, 130);
            assert.match(text, /Left: nothing\. The range ends with this command\./);
            assert.doesNotMatch(text, /whole after/);
        });
    }
});
