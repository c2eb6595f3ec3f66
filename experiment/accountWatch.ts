/** What a Datadog account says while a shop is watched, and what it has of the run afterwards. */
import type { EventRecord, Series } from "../evidence/evidence";
import { MonitorLog, type MonitorRecord } from "./record/monitorLog";
import { monitorNamed } from "./senses/monitors";
import type { World } from "./world";
import { messageOf } from "../tools/messageOf";

/** The agent sends its last points that late. */
const sendingSeconds = 30;

export interface AccountRecord {
    /** Undefined: there is no account, or it did not answer. */
    readonly series: readonly Series[] | undefined;
    readonly events: readonly EventRecord[] | undefined;
    /** Sources that are missing, a sentence each. */
    readonly missing: readonly string[];
}

export class AccountWatch {
    /** Why the experiment is to end; undefined: no reason, or the account did not answer just now. */
    alarm: string | undefined;
    private readonly log = new MonitorLog();
    private silence: string | undefined;

    /** @param abortMonitor name of the monitor whose alert is an alarm */
    constructor(
        private readonly world: Pick<World, "account" | "now" | "sleep">,
        private readonly abortMonitor: string | undefined,
    ) {}

    get monitors(): readonly MonitorRecord[] {
        return this.log.records;
    }

    async ask(): Promise<void> {
        const { account, now } = this.world;
        try {
            const sayings = (await account?.monitors()) ?? [];
            this.log.note(now(), sayings);
            const { abortMonitor = "" } = this;
            const named = monitorNamed(sayings, abortMonitor);
            this.alarm = named?.state === "Alert" ? `monitor ${named.name} alerts` : undefined;
        } catch (error) {
            this.silence = messageOf(error);
        }
    }

    /** Of a time of the shop; waits until the agent has sent all of it. */
    async conclude(from: number, until: number): Promise<AccountRecord> {
        const { account, sleep } = this.world;
        if (account === undefined) {
            const missing = ["monitors, Datadog's metrics and events: no account is known"];
            return { series: undefined, events: undefined, missing };
        }
        await sleep(sendingSeconds);
        const missing = this.silence === undefined ? [] : [`monitors, at times: ${this.silence}`];
        const noted = async <T>(what: string, asked: Promise<T>): Promise<T | undefined> => {
            try {
                return await asked;
            } catch (error) {
                missing.push(`Datadog's ${what}: ${messageOf(error)}`);
                return undefined;
            }
        };
        const series = await noted("metrics", account.series(from, until));
        const events = await noted("events", account.events(from, until));
        return { series, events, missing };
    }
}

/** Rejects where nothing would ever abort an experiment that is to end when that monitor alerts. */
export async function requireMonitor(
    { account }: Pick<World, "account">,
    asked: string | undefined,
): Promise<void> {
    if (asked === undefined) {
        return;
    }
    if (account === undefined) {
        throw new Error(
            `--abort-on ${asked}: no Datadog account is known, so no monitor is asked.`,
        );
    }
    const sayings = await account.monitors();
    if (monitorNamed(sayings, asked) === undefined) {
        const names = sayings.map(({ name }) => name).sort();
        const there = names.length === 0 ? "none of this shop" : `\n  ${names.join("\n  ")}`;
        throw new Error(`--abort-on ${asked}: there is no such monitor. There are: ${there}`);
    }
}
