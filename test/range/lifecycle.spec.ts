/** From start to end, and every other end that a range may come to. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { waitFor } from "../../range/controlPlane/wait";
import { askAccount } from "../support/range/askAccount";
import { Kubectl } from "../support/range/kubectl";
import {
    componentsOf,
    filesUnder,
    guardianOf,
    isGone,
    listenersOf,
} from "../support/range/processes";
import { RangeProcess } from "../support/range/rangeProcess";

const patienceSeconds = 30;

/** Longer than the account of a kept range goes unwritten. */
const accountSeconds = 12;

/** Six starts one after the other: eight minutes of a machine that has five other things to do. */
const keptSeconds = 1200;

/** Points of a series in the healthy hour that a range begins with: more than half of it. */
const hourOfPoints = 120;

type Environment = Readonly<Record<string, string>>;

async function pointsOf(environment: Environment): Promise<number> {
    const now = Math.floor(Date.now() / 1000);
    const query = "avg:kubernetes.cpu.usage.total{kube_deployment:front-end}.rollup(avg, 15)";
    const span = new URLSearchParams({ query, from: String(now - 5400), to: String(now) });
    const answer = await askAccount(environment, `/api/v1/query?${span.toString()}`);
    const { series } = (await answer.json()) as { series: { pointlist: unknown[] }[] };
    return series[0]?.pointlist.length ?? 0;
}

async function makeMonitor(environment: Environment): Promise<void> {
    const query = "avg(last_5m):avg:kubernetes.cpu.usage.total{*} > 1";
    const monitor = { type: "query alert", name: "made before the kill", query };
    assert.equal((await askAccount(environment, "/api/v1/monitor", monitor)).status, 200);
}

describe("a range", () => {
    let stateHome: string;

    beforeEach(() => {
        stateHome = mkdtempSync(join(tmpdir(), "range-state-"));
    });

    afterEach(() => {
        rmSync(stateHome, { recursive: true, force: true });
    });

    const stateOf = (): string => join(stateHome, "sock-shop-incidents", "range");
    const start = (...args: readonly string[]): Promise<RangeProcess> =>
        RangeProcess.start(args, { stateHome });

    /** Nothing runs, and nothing lies about but empty folders. */
    const assertAllGone = async (range: RangeProcess, components: readonly number[]) => {
        await waitFor("everything to be gone", patienceSeconds, () => {
            const left = [range.processId, ...components].filter((id) => !isGone(id));
            return (left.length === 0 && filesUnder(stateHome).length === 0) || undefined;
        });
    };

    it("listens on loopback only, lets nobody read what it writes, and leaves nothing", async () => {
        const range = await start("none");
        const components = componentsOf(range);
        assert.ok(components.length >= 4);
        const listeners = listenersOf([range.processId, ...components]);
        assert.ok(listeners.length >= 2);
        assert.deepEqual(
            listeners.filter((address) => !/^(127\.0\.0\.1|\[::1\]):\d+$/.test(address)),
            [],
        );
        const open = filesUnder(stateHome).filter((file) => (statSync(file).mode & 0o077) !== 0);
        assert.deepEqual(open, []);
        // What it was told is not lost with it.
        const guardian = guardianOf(range) ?? assert.fail("there is no guardian");
        process.kill(guardian, "SIGKILL");
        await waitFor("another guardian", patienceSeconds, () => {
            const next = guardianOf(range);
            return next === guardian ? undefined : next;
        });
        const { code, output } = await range.end("SIGINT");
        assert.equal(code, 0);
        assert.match(output, /Ending the range …\n$/);
        await assertAllGone(range, components);
    });

    it("is ended by SIGTERM while it is still starting, and leaves nothing", async () => {
        const range = RangeProcess.spawn([], { stateHome });
        await waitFor(
            "the start",
            patienceSeconds,
            () => range.said.includes("Starting") || undefined,
        );
        await waitFor("a component", patienceSeconds, () => {
            return componentsOf(range).length > 0 || undefined;
        });
        const components = componentsOf(range);
        const { code } = await range.end("SIGTERM");
        assert.equal(code, 0);
        await assertAllGone(range, components);
    });

    it("that is killed is cleaned up after", async () => {
        const range = await start();
        const components = componentsOf(range);
        await range.end("SIGKILL");
        await assertAllGone(range, components);
    });

    // Two at a time: more would not fit a laptop.
    for (const names of [
        ["etcd", "kube-scheduler"],
        ["kube-apiserver", "kube-controller-manager"],
    ]) {
        it(`ends when one of its components is killed, and names it: ${names.join(", ")}`, () =>
            Promise.all(
                names.map(async (name) => {
                    const range = await RangeProcess.start([]);
                    const components = componentsOf(range);
                    const [victim = 0] = componentsOf(range, name);
                    process.kill(victim, "SIGKILL");
                    const { code, output } = await range.whenEnded();
                    assert.equal(code, 1);
                    const death = new RegExp(`${name} died \\(SIGKILL\\); the end of its log:`);
                    assert.match(output, death);
                    assert.match(output, /The range cannot go on without it\./);
                    assert.deepEqual(
                        components.filter((id) => !isGone(id)),
                        [],
                    );
                }),
            ));
    }

    it("does not mind another one: each has its own ports, keys and shop", async () => {
        const [one, other] = await Promise.all([start("none"), start()]);
        const folders = readdirSync(stateOf()).filter((name) => name.startsWith("once-"));
        assert.equal(folders.length, 2);
        await assert.rejects(one.environment(), /Several ranges run; say which:/);
        const environments = await Promise.all(
            folders.map((name) => one.environment("--of", join(stateOf(), name))),
        );
        for (const variable of ["KUBECONFIG", "DD_HOST", "DD_API_KEY", "DD_APP_KEY"]) {
            assert.equal(new Set(environments.map((values) => values[variable])).size, 2, variable);
        }
        const shops = await Promise.all(
            environments.map(async ({ KUBECONFIG = "" }) => {
                const kubectl = await Kubectl.on(KUBECONFIG);
                return kubectl.run("get", "namespaces", "--output", "name");
            }),
        );
        assert.equal(shops.filter((text) => text.includes("namespace/sock-shop")).length, 1);
        await Promise.all([one.end(), other.end()]);
    });

    it("that is kept is taken up with its keys, its free ports and what was in it", async () => {
        const folder = join(stateHome, "mine");
        const first = await start("none", "--keep", folder);
        const before = await first.environment();
        const kubectl = await Kubectl.on(before.KUBECONFIG ?? "");
        await kubectl.run("create", "configmap", "note", "--from-literal=text=remember");
        await first.end();

        const port = Number(new URL(before.DD_HOST ?? "").port);
        const squatter = createServer().listen(port, "127.0.0.1");
        await once(squatter, "listening");
        const refused = await RangeProcess.spawn(["--keep", folder], { stateHome }).whenEnded();
        squatter.close();
        assert.equal(refused.code, 1);
        assert.match(
            refused.output,
            new RegExp(`Port ${port}, .* is taken by another program now`),
        );

        const second = await start("hybrid", "--keep", folder);
        const after = await second.environment();
        for (const variable of ["KUBECONFIG", "DD_HOST", "DD_API_KEY", "DD_APP_KEY"]) {
            assert.equal(after[variable], before[variable], variable);
        }
        const note = await kubectl.run(
            "get",
            "configmap",
            "note",
            "--output=jsonpath={.data.text}",
        );
        assert.equal(note, "remember");
        assert.match(await kubectl.shop("get", "deployments"), /^front-end /m);
        const third = await RangeProcess.spawn(["--keep", folder], { stateHome }).whenEnded();
        assert.equal(third.code, 1);
        assert.match(third.output, /the range of process \d+ uses it\. End that one first/);
        assert.ok((await pointsOf(after)) > hourOfPoints);
        await makeMonitor(after);
        await sleep(accountSeconds * 1000);
        const components = componentsOf(second);
        await second.end("SIGKILL");
        await waitFor("the components to be gone", patienceSeconds, () => {
            return components.every(isGone) || undefined;
        });

        const brought = (): Promise<string> => kubectl.shop("get", "jobs,leases", "--output=name");
        const fourth = await start("--keep", folder);
        assert.match(await brought(), /load-hybrid/, "what was on is not forgotten by itself");
        assert.ok((await pointsOf(after)) > hourOfPoints);
        assert.match(
            await (await askAccount(after, "/api/v1/monitor")).text(),
            /made before the kill/,
        );
        await fourth.end();

        const fifth = await start("none", "--keep", folder);
        assert.equal(await brought(), "", "a healthy shop is asked for");
        await fifth.end();
    }).timeout(keptSeconds * 1000);

    it("says what can be done where nothing can be built: no Go and no Python", async () => {
        const { code, output } = await RangeProcess.spawn([], {
            stateHome,
            environment: {
                XDG_CACHE_HOME: join(stateHome, "cache"),
                KUBEBUILDER_ASSETS: "",
                PATH: dirname(process.execPath),
            },
        }).whenEnded();
        assert.equal(code, 1);
        assert.match(output, /No Go ≥ 1\.\d+\.\d+ found/);
        assert.match(output, /Install Go, or Python 3 with venv .* --programs <folder>/);
        assert.ok(!existsSync(stateOf()));
    });

    it("says that the disk is full, and leaves nothing", async function () {
        const small = join(stateHome, "small");
        mkdirSync(small);
        try {
            execFileSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", small], {
                stdio: "ignore",
            });
        } catch {
            // Only root may, and not everywhere.
            this.skip();
        }
        try {
            const ended = await RangeProcess.spawn([], { stateHome: small }).whenEnded();
            assert.equal(ended.code, 1);
            assert.match(ended.output, /no space left on device|ENOSPC/);
            await waitFor("the state to go", patienceSeconds, () => {
                return filesUnder(small).length === 0 || undefined;
            });
        } finally {
            execFileSync("umount", ["--lazy", small]);
        }
    });
});
