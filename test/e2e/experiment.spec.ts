/**
 * Experiments on a real stack, driven by the real engine on a range: they end where they began,
 * whatever happens to the process that is at it. Pods and users are simulated.
 */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { contextName } from "../../range/contextName";
import { waitFor } from "../../range/controlPlane/wait";
import { findEngine } from "../support/engine/availability";
import { EngineStack } from "../support/engine/engineStack";
import { type EndedCommand, ProjectCommand } from "../support/engine/projectCommand";
import { noAccount, ProjectCopy } from "../support/engine/projectCopy";
import { RunRecord } from "../support/engine/runRecord";
import { Kubectl } from "../support/range/kubectl";
import { newNodePort } from "../support/range/nodePort";
import { componentsOf } from "../support/range/processes";
import { RangeProcess } from "../support/range/rangeProcess";
import { SmallDisk } from "../support/smallDisk";

const speed = "10";

/** For a step to be reached, in seconds. */
const patienceSeconds = 600;

const nodePort = String(newNodePort());

/** The load is over after 12 s of the wall, which the engine takes to look around. */
const short = "2m";

/** Of the load: goes on until the experiment is told to end. */
const long = "1h";

/** For an API server to be away, in ms. */
const awayMs = 20_000;

describe("an experiment on a stack", () => {
    let range: RangeProcess | undefined;
    let project: ProjectCopy;
    let dev: EngineStack;
    let kubectl: Kubectl;
    const out = mkdtempSync(join(tmpdir(), "experiment-"));
    let folders = 0;
    const running = new Set<ProjectCommand>();

    before(async function () {
        const engine = await findEngine();
        if (typeof engine === "string") {
            process.stderr.write(`Experiments on a stack are skipped: ${engine}.\n`);
            this.skip();
        }
        range = await RangeProcess.start(["--speed", speed]);
        const { KUBECONFIG = "" } = await range.environment();
        project = new ProjectCopy(KUBECONFIG, undefined, noAccount);
        kubectl = await Kubectl.on(KUBECONFIG);
        dev = await EngineStack.create("dev", engine, project, new RunRecord());
        await dev.save("kubeContext", contextName);
        await dev.save("nodePort", nodePort);
    });

    afterEach(function () {
        for (const command of running) {
            if (this.currentTest?.state === "failed") {
                process.stderr.write(command.text);
            }
            try {
                command.signal("SIGKILL", "group");
            } catch {
                // It has ended.
            }
        }
        running.clear();
    });

    after(async () => {
        await range?.end();
        rmSync(out, { recursive: true, force: true });
    });

    const start = (command: string, ...args: readonly string[]): ProjectCommand => {
        const started = new ProjectCommand(project, command, args);
        running.add(started);
        return started;
    };

    /** Each experiment wants a folder of its own. */
    const newFolder = (): string => join(out, String(++folders));

    const experiment = (
        remediations: string,
        { duration = short, folder = newFolder(), cap = "2h" } = {},
    ): ProjectCommand =>
        start(
            "experiment",
            ...["hybrid", "--stack", "dev", "--remediation", remediations, "--out", folder],
            ...["--duration", duration, "--cap", cap, "--cool-down", "30s", "--speed", speed],
        );

    const journal = (): string => join(project.directory, "results", "unfinished-dev.json");

    const phase = (): string | undefined =>
        existsSync(journal())
            ? (JSON.parse(readFileSync(journal(), "utf8")) as { phase: string }).phase
            : undefined;

    const inPhase = (wanted: string): Promise<unknown> =>
        waitFor(`phase ${wanted}`, patienceSeconds, () => phase() === wanted || undefined);

    const loadRuns = (): Promise<unknown> =>
        waitFor("the load to run", patienceSeconds, async () => {
            const path = "--output=jsonpath={.items[*].status.active}";
            return (await kubectl.shop("get", "jobs", path)).includes("1") || undefined;
        });

    /** The command ends with the shop as it was, proved, and nothing to come back to. */
    const recovers = async (): Promise<EndedCommand> => {
        const ended = await start("recover", "--stack", "dev").ended;
        assert.match(ended.text, /^Whole: as in the snapshot of /m);
        assert.equal(ended.code, 0);
        assert.equal(phase(), undefined);
        assert.equal(await kubectl.shop("get", "leases,jobs", "--output=name"), "");
        return ended;
    };

    it("plays each arm from the same shop and back to it, and leaves the settings alone", async () => {
        const before = dev.settings;
        const folder = newFolder();
        const { code, text } = await experiment("none,replicas", { folder }).ended;
        assert.equal(code, 0, text);
        const hashes = [...text.matchAll(/whole after \d+ s, hash (\S+)/g)].map(([, hash]) => hash);
        assert.deepEqual(new Set(hashes).size, 1);
        const kept = readdirSync(folder);
        assert.ok(
            ["none-1", "replicas-1"].every((arm) => kept.includes(arm)),
            kept.join(),
        );
        assert.equal(dev.settings, before);
        assert.equal(phase(), undefined);
    });

    it("is over after Ctrl-C while it is under load, and proved to be", async () => {
        const played = experiment("none");
        await inPhase("incident");
        await loadRuns();
        played.signal("SIGINT", "group");
        const { code, text } = await played.ended;
        assert.match(text, /Interrupted.*whole after \d+ s, hash/s);
        assert.equal(code, 130);
        assert.equal(phase(), undefined);
    });

    for (const wanted of ["fix", "incident", "recovery"]) {
        it(`that is killed alone in phase ${wanted} is recovered from; until then no other begins`, async () => {
            const played = experiment("replicas");
            await inPhase(wanted);
            played.signal("SIGKILL", "process");
            await played.ended;
            const other = await experiment("none").ended;
            assert.equal(other.code, 1);
            assert.match(other.text, /npm run recover -- --stack dev/);
            await recovers();
        });
    }

    it("that is killed with its engine in the middle of the injection is recovered from", async () => {
        const played = experiment("none");
        await inPhase("incident");
        await waitFor("the load's Job", patienceSeconds, async () =>
            (await kubectl.shop("get", "jobs", "--output=name")) === "" ? undefined : true,
        );
        played.signal("SIGKILL", "group");
        await played.ended;
        await recovers();
    });

    const hands: readonly (readonly [what: string, words: readonly string[]])[] = [
        ["the load's Job", ["delete", "jobs", "--all", "--wait=true"]],
        ["the whole namespace", ["delete", "namespace", "sock-shop", "--wait=true"]],
    ];
    for (const [what, words] of hands) {
        it(`whose load loses ${what} by hand ends with the shop as it was`, async () => {
            const played = experiment("none");
            await inPhase("incident");
            await loadRuns();
            await kubectl.shop(...words);
            const { text } = await played.ended;
            assert.match(text, /whole after \d+ s, hash/);
            assert.equal(phase(), undefined);
        });
    }

    it("goes on when the API server is away for 20 s while there is load", async () => {
        const played = experiment("none", { duration: long });
        const heard = (what: RegExp): Promise<unknown> =>
            waitFor(String(what), patienceSeconds, () => played.text.match(what) ?? undefined);
        // The engine is done, and the shop is looked at.
        await heard(/requests\/s/);
        assert.ok(range !== undefined);
        const [server = 0] = componentsOf(range, "kube-apiserver");
        process.kill(server, "SIGSTOP");
        try {
            await sleep(awayMs);
        } finally {
            process.kill(server, "SIGCONT");
        }
        await heard(/the cluster does not answer[^]*requests\/s/);
        played.signal("SIGINT", "process");
        const { code, text } = await played.ended;
        assert.match(text, /whole after \d+ s, hash/);
        assert.equal(code, 130, text);
        assert.equal(phase(), undefined);
    });

    it("says what is lost when its folder is full, and leaves the shop as it was", async function () {
        const small = SmallDisk.mount() ?? this.skip();
        try {
            const played = experiment("none,replicas", { folder: small.folder });
            await inPhase("incident");
            small.fill();
            const { code, text } = await played.ended;
            assert.match(text, /whole after \d+ s, hash/);
            assert.match(text, /^NOT KEPT in .*evidence of (none|replicas)-1/m);
            assert.doesNotMatch(text, /Arm 2 of 2/);
            assert.equal(code, 1);
            assert.equal(phase(), undefined);
        } finally {
            small.unmount();
        }
    });

    describe("beside another stack's incident", () => {
        let other: EngineStack;

        before(async () => {
            const engine = await findEngine();
            assert.ok(typeof engine !== "string");
            other = await EngineStack.create("payment", engine, project, new RunRecord());
            await other.save("kubeContext", contextName);
        });

        /** Both are on. */
        const both = async (): Promise<ProjectCommand> => {
            const played = experiment("none", { duration: long });
            await inPhase("incident");
            await loadRuns();
            await other.up({ overlap: "true" });
            return played;
        };

        it("is whole when that one is undone first", async () => {
            const played = await both();
            await other.destroy();
            played.signal("SIGINT", "process");
            const { code, text } = await played.ended;
            assert.match(text, /whole after \d+ s, hash/);
            assert.equal(code, 130);
            assert.equal(phase(), undefined);
        });

        it("names that one and what ends it when it is undone first itself", async () => {
            const played = await both();
            played.signal("SIGINT", "process");
            const { code, text } = await played.ended;
            assert.equal(code, 1);
            assert.match(text, /incident payment of stack payment is active.*-s payment/);
            assert.match(text, /Left in stack dev: .*npm run recover -- --stack dev/);
            await other.destroy();
            await recovers();
        });
    });

    it("whose base is changed meanwhile says what is not as before, and because of which setting", async () => {
        const saved = dev.settings;
        const played = experiment("none");
        await inPhase("incident");
        await loadRuns();
        await waitFor("a stack that is free", patienceSeconds, async () => {
            await dev.up({ networkPolicies: "true" });
            return true;
        });
        const { code, text } = await played.ended;
        assert.equal(code, 1);
        assert.match(text, /NOT whole.*NetworkPolicy/s);
        const left = await start("recover", "--stack", "dev", "--wait", "30s").ended;
        assert.equal(left.code, 1);
        assert.match(left.text, /Setting networkPolicies.*the default -> true/);
        dev.settings = saved;
        await recovers();
    });

    it("says what is left when it is told twice to end", async () => {
        const played = experiment("none");
        await inPhase("incident");
        await loadRuns();
        played.signal("SIGINT", "process");
        await inPhase("recovery");
        played.signal("SIGINT", "process");
        const { code, text } = await played.ended;
        assert.equal(code, 130);
        assert.match(text, /Left in stack dev: .*npm run recover -- --stack dev/);
        await recovers();
    });
});
