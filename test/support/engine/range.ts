/** The whole stage of the engine tier: a control plane, a copy of the project, and its stacks. */
import assert from "node:assert/strict";

import { KubeConfig } from "@kubernetes/client-node";

import {
    type KwokPlane,
    type MetricsApi,
    type PodBehaviour,
    registerMetricsApi,
    startKwokPlane,
    waitFor,
} from "../controlPlane";
import type { Engine } from "./availability";
import type { Values } from "./commandLine";
import { EngineStack } from "./engineStack";
import { type LiveSpecs, LiveShop } from "./liveShop";
import { ProjectCopy } from "./projectCopy";
import { Responder } from "./responder";
import { RunRecord } from "./runRecord";
import type { Update } from "./update";

/**
 * Load pods run for less than the shortest incident, but longer than an `up` may take; and they go
 * slowly, as Locust does that writes its results, so that a wrong order of deletions shows.
 */
export const podBehaviour: PodBehaviour = { jobRunSeconds: 40, jobTerminationSeconds: 12 };

const patienceSeconds = 60;

export class Range {
    readonly shop: LiveShop;
    readonly responder: Responder;
    readonly config = new KubeConfig();
    private readonly stacks = new Map<string, EngineStack>();
    private readonly originalSettings = new Map<string, string | undefined>();
    private metricsApi: MetricsApi | undefined;
    private healthy: LiveSpecs | undefined;

    private constructor(
        readonly engine: Engine,
        readonly plane: KwokPlane,
        readonly project: ProjectCopy,
        readonly record: RunRecord,
    ) {
        this.config.loadFromFile(plane.kubeconfigPath);
        this.shop = new LiveShop(this.config, "sock-shop");
        this.responder = new Responder(this.config, this.shop.namespace);
    }

    static async start(engine: Engine, record = new RunRecord()): Promise<Range> {
        const plane = await startKwokPlane({
            pods: podBehaviour,
            // As upstream has it, and only then the race of switching an autoscaler off shows.
            // Pods count from their start on, though: waiting five minutes proves nothing.
            autoscaler: {
                syncPeriodSeconds: 15,
                cpuInitializationSeconds: 0,
                initialReadinessDelaySeconds: 0,
            },
        });
        const range = new Range(engine, plane, new ProjectCopy(plane.kubeconfigPath), record);
        await range.stack("dev");
        return range;
    }

    /** The stack that holds the shop. */
    get dev(): EngineStack {
        return this.known("dev");
    }

    /** The stack of that name, made when it is first asked for. */
    async stack(name: string): Promise<EngineStack> {
        if (!this.stacks.has(name)) {
            const { engine, project, record } = this;
            this.stacks.set(name, await EngineStack.create(name, engine, project, record));
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
        await this.plane.configurePods(podBehaviour);
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
    async inject(values: Values, stack = this.dev): Promise<Update> {
        const update = await stack.up(values);
        const [job, ...others] = await this.shop.jobs("load");
        assert.equal(others.length, 0, "more than one load run");
        assert.equal(job?.status?.active, 1, "the load was over when `up` returned");
        return update;
    }

    /** What the expiry's container would do when its time is up, with its account's rights. */
    async expire(): Promise<void> {
        const { account, heals } = await this.shop.expiry();
        const api = await this.plane.asServiceAccount(this.shop.namespace, account);
        for (const { path, contentType, body } of heals) {
            await api.request("PATCH", path, body, contentType);
        }
    }

    /** Figures for the autoscaler; registers the metrics API when it is first asked for. */
    async metrics(): Promise<MetricsApi["standIn"]> {
        this.metricsApi ??= await registerMetricsApi(this.plane);
        return this.metricsApi.standIn;
    }

    async stop(): Promise<void> {
        await this.metricsApi?.unregister();
        await this.plane.stop();
        this.project.remove();
    }

    private known(name: string): EngineStack {
        const stack = this.stacks.get(name);
        assert.ok(stack, `there is no stack ${name}`);
        return stack;
    }
}
