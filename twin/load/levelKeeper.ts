import type { Cluster } from "../cluster";
import type { LevelSpec } from "../read/objects";
import { routeOf } from "../shop/routes";
import type { Doorway } from "./doorway";
import type { Population } from "./population";
import { type LevelBounds, UserLevel } from "./userLevel";

/** Keeps a load at the level that it finds: scenarios/load/level_keeper.py in the simulation. */
export class LevelKeeper {
    private readonly law: UserLevel;
    private probes: boolean[] = [];
    private isOver = false;

    constructor(
        private readonly control: LevelSpec,
        bounds: LevelBounds,
        private readonly cluster: Cluster,
        private readonly doorway: Doorway,
        private readonly population: Population,
    ) {
        this.law = new UserLevel(control, bounds);
    }

    start(): void {
        this.population.resize(this.law.users);
        this.watch();
        this.probe();
    }

    stop(): void {
        this.isOver = true;
    }

    /** Once a second: what was seen decides how many users there are in the next. */
    private watch(): void {
        this.later(1, () => {
            this.population.resize(
                this.law.after({ ...this.population.tally.take(), probes: this.probes }),
            );
            this.probes = [];
            this.watch();
        });
    }

    /** Asks as the kubelet does, but by way of the Service. */
    private probe(): void {
        const { exchanges, shop } = this.cluster;
        const { probeLimitSeconds, probeEverySeconds } = this.control;
        let isPending = true;
        const conclude = (inTime: boolean): void => {
            if (isPending) {
                isPending = false;
                this.probes.push(inTime);
            }
        };
        const slot = exchanges.claim({
            answered: () => {
                conclude(true);
            },
            lost: () => {
                conclude(false);
            },
        });
        const generation = exchanges.generation(slot);
        const route = routeOf("GET", "/", false);
        exchanges.begin(slot, shop.indexOf(route), route.status, 1);
        const attempt = this.attempt(slot);
        if (attempt !== "connected") {
            exchanges.end(slot);
        }
        if (attempt === "refused") {
            conclude(false);
        }
        this.later(probeLimitSeconds, () => {
            if (isPending && exchanges.generation(slot) === generation) {
                exchanges.forget(slot);
            }
            conclude(false);
        });
        this.later(probeEverySeconds, () => {
            this.probe();
        });
    }

    /** Its time runs from now on, even if the process could do something about it at once. */
    private attempt(slot: number): ReturnType<Doorway["attempt"]> {
        const { queue } = this.cluster;
        queue.hold();
        const attempt = this.doorway.attempt(slot);
        queue.release();
        return attempt;
    }

    private later(seconds: number, act: () => void): void {
        const { queue } = this.cluster;
        queue.at(queue.now + seconds, () => {
            if (!this.isOver) {
                act();
            }
        });
    }
}
