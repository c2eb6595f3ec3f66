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
/** Between two looks at the clock. */
const lookMs = 1000;

/** Evaluates as of a full minute; events of what changed are in the account afterwards. */
export function evaluateMinute(account: Account, live: LiveMonitors, time: number): void {
    for (const transition of live.evaluate(time)) {
        if (!isMuted(account, transition.monitor, transition.group)) {
            tell(account, live, transition);
        }
    }
}

function tell(account: Account, live: LiveMonitors, transition: Transition): void {
    const { monitor, group, to, time } = transition;
    const { record, details } = notificationOf(transition);
    account.telemetry.addEvent(record, details);
    live.groupsOf(Number(monitor.id))?.told(group, to, time);
}

/** From now on every minute; returns what ends that. */
export function everyMinute(account: Account, live: LiveMonitors): () => void {
    let done = minuteOf(account.seconds);
    const look = (): void => {
        const { seconds, telemetry } = account;
        const due = minuteOf(seconds);
        done = Math.max(done, due - mostMinutes * evaluationSeconds);
        while (done < due) {
            const next = done + evaluationSeconds;
            if (telemetry.store.until < next && seconds < next + patienceSeconds) {
                return;
            }
            evaluateMinute(account, live, next);
            done = next;
        }
    };
    const timer = setInterval(look, lookMs);
    return () => {
        clearInterval(timer);
    };
}

function minuteOf(seconds: number): number {
    return Math.floor(seconds / evaluationSeconds) * evaluationSeconds;
}
