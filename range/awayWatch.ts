/** Notices that the machine slept, or that its clock was set. */
import type { RangeClock } from "./clock";

const lookMilliseconds = 5_000;

/** Later than that no busy machine is. */
const awaySeconds = 30;

/** Calls back with a sentence about it; returns what ends the watch. */
export function watchForAbsence(clock: RangeClock, tell: (sentence: string) => void): () => void {
    let last = clock.nowSeconds();
    const timer = setInterval(() => {
        const now = clock.nowSeconds();
        const unexplained = now - last - lookMilliseconds / 1000;
        last = now;
        if (unexplained > awaySeconds) {
            tell(`This machine was away for ${durationText(unexplained)}; the range goes on.`);
        } else if (unexplained < -awaySeconds) {
            tell(`The clock went back by ${durationText(-unexplained)}; the range goes on.`);
        }
    }, lookMilliseconds);
    timer.unref();
    return () => {
        clearInterval(timer);
    };
}

function durationText(seconds: number): string {
    const minutes = Math.round(seconds / 60);
    if (minutes < 2) {
        return `${Math.round(seconds)} s`;
    }
    return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
