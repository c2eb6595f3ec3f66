/** The whole stage of the engine tier: a range, a copy of the project, and its stacks. */
import assert from "node:assert/strict";

import { KubeConfig } from "@kubernetes/client-node";

import { contextName } from "../../../range/contextName";
import { ApiClient } from "../../../range/controlPlane/apiClient";
import { requestToken } from "../../../range/controlPlane/serviceAccounts";
import { waitFor } from "../../../range/controlPlane/wait";
import { newNodePort } from "../range/nodePort";
import { RangeProcess } from "../range/rangeProcess";
import type { Engine } from "./availability";
import type { Values } from "./commandLine";
import { EngineStack, type UpOptions } from "./engineStack";
import { type LiveSpecs, LiveShop } from "./liveShop";
import { ProjectCopy } from "./projectCopy";
import { Responder } from "./responder";
import { RunRecord } from "./runRecord";
import type { Update } from "./update";
import { Visitors } from "./visitors";

/** The front-end is Ready three minutes after it started: of the simulated world. */
export const speed = 10;

/**
 * A host on which 750 users keep the front-end busy without breaking it: what is at issue here is
 * what the engine does to a shop under load.
 */
const world = ["--speed", String(speed), "--host-speed", "lab"];

const patienceSeconds = 120;

export class Range {
    readonly shop: LiveShop;
    readonly responder: Responder;
    readonly visitors: Visitors;
    readonly config = new KubeConfig();
    private readonly stacks = new Map<string, EngineStack>();
    private readonly originalSettings = new Map<string, string | undefined>();
    private readonly nodePort = String(newNodePort());
    private healthy: LiveSpecs | undefined;

    private constructor(
        readonly engine: Engine,
        readonly process: RangeProcess,
        readonly api: ApiClient,
        readonly project: ProjectCopy,
        readonly record: RunRecord,
    ) {
        this.config.loadFromFile(project.kubeconfigPath);
        this.shop = new LiveShop(this.config, "sock-shop");
        this.responder = new Responder(this.config, this.shop.namespace);
        this.visitors = new Visitors(api, this.shop.namespace);
    }

    static async start(engine: Engine, record = new RunRecord()): Promise<Range> {
        const process = await Range.startProcess();
        const { KUBECONFIG = "" } = await process.environment();
        const api = await ApiClient.fromKubeconfig(KUBECONFIG);
        const range = new Range(engine, process, api, new ProjectCopy(KUBECONFIG), record);
        await range.stack("dev");
        return range;
    }

    /** A range without a shop. */
    static startProcess(): Promise<RangeProcess> {
        return RangeProcess.start(world);
    }

    /** The stack that holds the shop. */
    get dev(): EngineStack {
        return this.known("dev");
    }

    /** The stack of that name, made when it is first asked for. */
    async stack(name: string): Promise<EngineStack> {
        if (!this.stacks.has(name)) {
            const { engine, project, record } = this;
            const stack = await EngineStack.create(name, engine, project, record);
            await stack.save("kubeContext", contextName);
            if (name === "dev") {
                await stack.save("nodePort", this.nodePort);
            }
            this.stacks.set(name, stack);
            this.originalSettings.set(name, project.stackFile(name));
        }
        return this.known(name);
    }

    /** Takes back what `-c` has saved. */
    forgetSettings(): void {
        for (const [name, text] of this.originalSettings) {
            this.known(name).settings = text;
        }
    }

    /** The healthy shop as it first came up. */
    get baseline(): LiveSpecs {
        assert.ok(this.healthy, "the healthy shop was never brought up");
        return this.healthy;
    }

    /** A healthy shop and no saved settings, whatever the tests before have left behind. */
    async settle(): Promise<void> {
        this.forgetSettings();
        await this.responder.letPodsCome();
        await this.visitors.leave();
        if (this.healthy === undefined) {
            await this.bringUp();
        } else if ((await this.shop.differencesFrom(this.healthy)).length > 0) {
            for (const stack of this.stacks.values()) {
                if (stack !== this.dev) {
                    await stack.destroy();
                }
            }
            await this.recover();
            await this.responder.removeJobs();
        }
    }

    /** The first `pulumi up`; what it makes is the baseline. */
    async bringUp(): Promise<Update> {
        const update = await this.dev.up();
        await this.awaitPods();
        this.healthy = await this.shop.specs();
        return update;
    }

    /** `pulumi up --refresh -c incident=none`, the documented way back. */
    recover(values: Values = {}): Promise<Update> {
        return this.dev.up({ incident: "none", ...values }, { refresh: true });
    }

    /** The shop is as it was, to the byte, nothing of an incident is left, and all pods are up. */
    async assertWhole(): Promise<void> {
        assert.deepEqual(await this.shop.differencesFrom(this.baseline), []);
        assert.deepEqual(await this.shop.jobPods(), [], "pods of Jobs are left");
        await this.awaitPods();
    }

    async awaitPods(): Promise<void> {
        await waitFor("all pods to be Ready", patienceSeconds, async () => {
            const troubles = await this.shop.podTroubles();
            if (troubles.length > 0) {
                throw new Error(troubles.join(", "));
            }
            return true;
        });
    }

    /** Runs the update, and expects the incident's pods to be running when it returns. */
    async inject(values: Values, stack = this.dev, options?: UpOptions): Promise<Update> {
        const update = await stack.up(values, options);
        const [job, ...others] = await this.shop.jobs("load");
        assert.equal(others.length, 0, "more than one load run");
        assert.equal(job?.status?.active, 1, "the load was over when `up` returned");
        return update;
    }

    /** What the expiry's container would do when its time is up, with its account's rights. */
    async expire(): Promise<void> {
        const { account, heals } = await this.shop.expiry();
        const token = await requestToken(this.api, this.shop.namespace, account);
        const api = this.api.withToken(token);
        for (const { path, contentType, body } of heals) {
            await api.request("PATCH", path, body, contentType);
        }
    }

    /** By name: of the engine's parts as they report themselves, of Kubernetes and of Node. */
    async versions(): Promise<Readonly<Record<string, string>>> {
        const { gitVersion } = (await this.api.get("/version")) as { readonly gitVersion: string };
        return { ...this.engine.versions, Kubernetes: gitVersion, Node: process.version };
    }

    async stop(): Promise<void> {
        await this.process.end();
        this.project.remove();
    }

    private known(name: string): EngineStack {
        const stack = this.stacks.get(name);
        assert.ok(stack, `there is no stack ${name}`);
        return stack;
    }
}
