/** Watches a shop from just before its incident until it is whole again. */
import type { Evidence } from "../evidence/evidence";
import { AccountWatch } from "./accountWatch";
import type { ArmOptions, Ending } from "./armOptions";
import { awaitLoadRecord } from "./loadRecord";
import { evidenceOf } from "./record/evidenceOf";
import type { MonitorRecord } from "./record/monitorLog";
import { progressText } from "./record/progressText";
import { lookSeconds, Recorder } from "./record/recorder";
import type { LoadRecord } from "./record/requests";
import type { Look } from "./senses/look";
import { dangerIn } from "./senses/surroundings";
import type { Watching, World } from "./world";

export interface Concluded {
    readonly evidence: Evidence | undefined;
    /** The shop's time; undefined: it never came to that. */
    readonly injectedAt: number | undefined;
    readonly monitors: readonly MonitorRecord[];
    readonly missing: readonly string[];
}

export class Watch {
    private readonly recorder = new Recorder();
    private readonly account: AccountWatch;
    private watching: Watching | undefined;
    private before: Look | undefined;
    private injectedAt = 0;
    private metricsApi = true;

    constructor(
        private readonly world: World,
        private readonly remediation: string,
        private readonly options: ArmOptions,
    ) {
        this.account = new AccountWatch(world, options.abortMonitor);
    }

    /** The look that later ones are compared with. */
    async begin(): Promise<void> {
        this.watching = await this.world.watch();
        this.before = await this.look(this.watching);
        this.injectedAt = this.world.now();
    }

    async untilLoadIsOver(): Promise<Ending> {
        const { world } = this;
        const { capSeconds, report, signal } = this.options;
        const start = world.now();
        let said = "";
        for (;;) {
            if (signal.aborted) {
                return { kind: "interrupted" };
            }
            const after = Math.round(world.now() - this.injectedAt);
            if (world.now() - start > capSeconds) {
                return { kind: "aborted", why: `longer than ${capSeconds} s` };
            }
            // An API server that is gone for a while is no reason to lose the run.
            const seen = await this.lookOnce();
            const why = this.whyAbort(seen);
            if (why !== undefined) {
                return { kind: "aborted", why };
            }
            if (seen?.isLoadActive === false) {
                return { kind: "load over" };
            }
            const state =
                seen === undefined
                    ? "the cluster does not answer"
                    : progressText(seen, this.recorder);
            if (state !== said) {
                report(`${after} s: ${state}`);
                said = state;
            }
            await world.sleep(lookSeconds, signal).catch(() => undefined);
        }
    }

    /** One that fails is none. */
    async lookOnce(): Promise<Look | undefined> {
        return this.watching && (await this.look(this.watching).catch(() => undefined));
    }

    /** Nothing of it is wanted any more. */
    async abandon(): Promise<void> {
        await this.watching?.end(0);
    }

    /** @param isLoadOver whether there must be results, which are waited for */
    async conclude(isLoadOver: boolean): Promise<Concluded> {
        if (this.before === undefined || this.watching === undefined) {
            await this.abandon();
            return { evidence: undefined, injectedAt: undefined, monitors: [], missing: [] };
        }
        const { world, recorder } = this;
        const { incident, settings } = this.options;
        const missing: string[] = [];
        const load = isLoadOver ? await awaitLoadRecord(world, this.injectedAt) : undefined;
        missing.push(...(load?.missing ?? ["users: the load left no results"]));
        const until = world.now();
        const account = await this.account.conclude(this.before.at, until);
        const watched = await this.watching.end(this.before.at);
        missing.push(...watched.missing, ...account.missing);
        if (!this.metricsApi) {
            missing.push("CPU and memory: there is no metrics API");
        }
        const run = { incident, remediation: this.remediation, settings };
        const evidence = evidenceOf({
            origin: world.origin,
            run: { ...run, users: mostUsers(load) },
            ...{ injectedAt: this.injectedAt, from: this.before.at, until, load },
            account,
            ...{ series: [...recorder.series, ...watched.series], fine: recorder.fine },
            ...{ distributions: watched.distributions, events: watched.events },
        });
        return {
            ...{ evidence, injectedAt: this.injectedAt },
            ...{ monitors: this.account.monitors, missing },
        };
    }

    private async look(watching: Watching): Promise<Look> {
        const [seen] = await Promise.all([watching.look(), this.account.ask()]);
        this.recorder.record(seen);
        this.metricsApi = seen.usage !== undefined;
        return seen;
    }

    private whyAbort(seen: Look | undefined): string | undefined {
        return (
            this.world.gone() ??
            this.account.alarm ??
            (seen && this.before && dangerIn(seen.surroundings, this.before.surroundings))
        );
    }
}

function mostUsers(load: LoadRecord | undefined): number {
    return Math.max(0, ...(load?.requests.history ?? []).map(({ users }) => users));
}
