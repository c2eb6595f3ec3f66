/** Evaluates the monitors when a minute is over, and makes events of what they say. */
import { evaluationSeconds } from "../../../datadog/monitors/stateMachine";
import type { Account } from "../account";
import type { LiveMonitors, Transition } from "./liveMonitors";
import { isMuted } from "./muting";
import { notificationOf } from "./notification";

/** How long the points of a minute may be on their way: the agent sends every 15 s. */
const patienceSeconds = 20;
/** A laptop that slept does not make up for all of it: states are those of now. */
const mostMinutes = 10;
/** Between two looks at the clock, in ms of the world. */
const lookMs = 1000;

/** Evaluates as of a full minute of the world; events of what changed are in the account afterwards. */
export function evaluateMinute(account: Account, live: LiveMonitors, time: number): void {
    for (const transition of live.evaluate(time)) {
        if (!isMuted(account, transition.monitor, transition.group)) {
            tell(account, live, transition);
        }
    }
}

function tell(account: Account, live: LiveMonitors, transition: Transition): void {
    const { monitor, group, to, time } = transition;
    const { record, details } = notificationOf(transition, account.clock.toWall(time));
    account.telemetry.addEvent(record, details);
    live.groupsOf(Number(monitor.id))?.told(group, to, time);
}

/** Which minutes are due. */
export class MinuteHand {
    private done: number;

    constructor(
        private readonly account: Account,
        private readonly live: LiveMonitors,
    ) {
        this.done = minuteOf(account.clock.nowSeconds());
    }

    /** Evaluates the minutes that are over and whose points have come, or should have. */
    look(): void {
        const { clock, telemetry } = this.account;
        const seconds = clock.nowSeconds();
        const due = minuteOf(seconds);
        this.done = Math.max(this.done, due - mostMinutes * evaluationSeconds);
        while (this.done < due) {
            const next = this.done + evaluationSeconds;
            if (telemetry.store.until < next && seconds < next + patienceSeconds) {
                return;
            }
            // First, so that a minute that fails is not tried for ever.
            this.done = next;
            evaluateMinute(this.account, this.live, next);
        }
    }
}

/** From now on every minute; returns what ends that. */
export function everyMinute(
    account: Account,
    live: LiveMonitors,
    report: (text: string) => void,
): () => void {
    const hand = new MinuteHand(account, live);
    const timer = setInterval(() => {
        try {
            hand.look();
        } catch (error) {
            report(`Monitors were not evaluated: ${String(error)}`);
        }
    }, lookMs / account.clock.speed);
    return () => {
        clearInterval(timer);
    };
}

function minuteOf(seconds: number): number {
    return Math.floor(seconds / evaluationSeconds) * evaluationSeconds;
}
