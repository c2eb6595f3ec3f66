/** The node with the shop on it, driven as people drive the stack. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { snapshot } from "../../../cli/snapshot";
import { verify } from "../../../cli/verify";
import { ended } from "../../unit/cli/ended";
import { useEnvironment } from "../environment";
import { LiveShop } from "../apply/liveShop";
import { reportToStandardError } from "../controlPlane/options";
import type { Values } from "../engine/commandLine";
import { FrontEndWatch } from "./frontEndWatch";
import { findOperator, type Operator } from "./operator";
import { NodeRecord } from "./record";
import { startNode, type RealNode } from "./start";

/** A healthy shop, with the metrics API that an autoscaler needs: kind has none either. */
const always: Values = { metricsServer: "true" };

export const namespace = "sock-shop";

/**
 * So that latency's 500 users suffice: at the default of 300m the stand-in answers some 200 requests
 * a second on a machine of this kind, and that many users do not make it slow.
 */
export const smallFrontEnd: Values = {
    services: JSON.stringify({ "front-end": { resources: { limits: { cpu: "150m" } } } }),
};

/** The longest that a recovery may take until it is proved. */
const recoveryWait = "2m";

export class Stage {
    public readonly shop: LiveShop;
    private readonly directory = mkdtempSync(join(tmpdir(), "node-run-"));
    private readonly restoreKubeconfig: () => void;

    private constructor(
        public readonly node: RealNode,
        public readonly record: NodeRecord,
        public readonly watch: FrontEndWatch,
        public readonly operator: Operator,
    ) {
        this.shop = new LiveShop({ ...node, own: undefined }, namespace);
        this.restoreKubeconfig = useEnvironment({ KUBECONFIG: node.kubeconfigPath });
    }

    public static async start(): Promise<Stage> {
        const record = new NodeRecord();
        record.begin("The node");
        const started = performance.now();
        const node = await startNode();
        record.add("is Ready", (performance.now() - started) / 1000);
        const operator = await findOperator(node, reportToStandardError);
        return new Stage(node, record, new FrontEndWatch(node.api, namespace), operator);
    }

    /** `pulumi up -c key=value …`; what the settings leave out has its default. */
    public async up(settings: Values): Promise<void> {
        const { command, seconds, seen } = await this.operator.up({ ...always, ...settings });
        this.record.add(`\`${command}\``, seconds, seen);
    }

    /** Remembers the healthy shop. */
    public async takeSnapshot(): Promise<void> {
        const { code, errors } = await ended((say) => snapshot(["--out", this.snapshotFile], say));
        assert.equal(code, 0, errors);
    }

    /** Goes back to the healthy shop without waiting until it is whole. */
    public async recoverOnly(settings: Values = {}): Promise<void> {
        await this.up({ ...settings, gate: "off" });
    }

    /** Goes back to the healthy shop, and has the project's own command say that it is whole. */
    public async recover(): Promise<number> {
        const started = performance.now();
        await this.up({});
        const args = ["--snapshot", this.snapshotFile, "--wait", recoveryWait];
        const { code, output, errors } = await ended((say) => verify(args, say));
        const seconds = (performance.now() - started) / 1000;
        assert.equal(code, 0, `${output}\n${errors}`);
        this.record.add("whole again, says `npm run verify`", seconds);
        return seconds;
    }

    public async stop(): Promise<void> {
        await this.watch.stop();
        this.operator.stop();
        this.restoreKubeconfig();
        rmSync(this.directory, { recursive: true });
        await this.node.stop();
    }

    private get snapshotFile(): string {
        return join(this.directory, "snapshot.json");
    }
}
