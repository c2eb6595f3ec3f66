/** A shop in a namespace of its own that goes from one set of settings to the next. */
import assert from "node:assert/strict";

import { type ServiceName, serviceNames } from "../../../shop/services";
import type { Plan } from "../../../plan/plan";
import { renderPlan } from "../../../plan/render";
import type { TestCluster } from "../controlPlane";
import { LiveShop } from "./liveShop";
import { nothing, Player, type PlayOptions } from "../../../range/apply/player";
import { type Plot, settingsFor } from "./sharedCluster";
import { withServices } from "./smallShop";

type Settings = Readonly<Record<string, string>>;

export interface JourneyOptions {
    /** Settings that are never changed. */
    readonly always?: Settings;
    /** Services that the shop has; default all. Fewer are faster where the others do not matter. */
    readonly services?: readonly ServiceName[];
}

interface Baseline {
    readonly hash: string;
    readonly inventory: readonly string[];
}

export class Journey {
    private plan: Plan = nothing;
    private baseline: Baseline = { hash: "", inventory: [] };

    private constructor(
        private readonly place: Settings,
        private readonly services: readonly ServiceName[],
        public readonly player: Player,
        public readonly shop: LiveShop,
    ) {}

    /** Deploys the healthy shop; its namespace must be free. */
    public static async start(
        cluster: TestCluster,
        plot: Plot,
        { always = {}, services = serviceNames }: JourneyOptions = {},
    ): Promise<Journey> {
        const place = { ...settingsFor(cluster, plot), ...always };
        const shop = new LiveShop(cluster, plot.namespace);
        const journey = new Journey(place, services, new Player(cluster), shop);
        await journey.go({});
        journey.baseline = { hash: await shop.hash(), inventory: await shop.inventory() };
        return journey;
    }

    /** Does what `pulumi up` would with these settings; what they leave out has its default. */
    public async go(settings: Settings, options: PlayOptions = {}): Promise<void> {
        const whole = await renderPlan({ ...this.place, ...settings });
        const next = withServices(whole, this.services);
        await this.player.play(this.plan, next, options);
        this.plan = next;
    }

    /** Fails unless the shop is, to the byte, what it was at the start, and nothing else is there. */
    public async assertBaseline(): Promise<void> {
        await this.shop.awaitRollout();
        assert.equal(await this.shop.hash(), this.baseline.hash);
        assert.deepEqual(await this.shop.inventory(), this.baseline.inventory);
        assert.deepEqual(this.player.client.warnings, []);
    }
}
