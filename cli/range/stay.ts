/** Starts a range and stays until it is asked to end, or a part of it has ended by itself. */
import { watchForAbsence } from "../../range/awayWatch";
import { wallClock } from "../../range/clock";
import { findPrograms } from "../../range/programs";
import { type Range, type RangeRequest, startRange } from "../../range/range";
import { keptPlace, newPlace, type Place, usualPlace } from "../../range/state/place";
import type { Output } from "../output";
import type { RangeOptions } from "./arguments";
import { readyText } from "./readyText";

const endings = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Resolves to the exit code: 0 when it was asked to end, 1 when it could not go on. */
export async function stay(options: RangeOptions, say: Output): Promise<number> {
    const started = Date.now();
    const report = (line: string): void => {
        say.error(line);
    };
    const programs = await findPrograms(options.programs, process.env.KUBEBUILDER_ASSETS, report);
    // Whatever is written from now on, by whichever component: keys, data, logs.
    process.umask(0o077);
    const place = placeFor(options);
    const asked = new AbortController();
    for (const ending of endings) {
        process.on(ending, () => {
            asked.abort();
        });
    }
    let onDeath: RangeRequest["onDeath"] = report;
    const ended = new Promise<string | undefined>((resolve) => {
        onDeath = resolve;
        asked.signal.addEventListener("abort", () => {
            resolve(undefined);
        });
    });
    const clock = wallClock();
    report(`Starting the range in ${place.directory} …`);
    const request = { place, programs, clock, report, onDeath, signal: asked.signal };
    const range = await startUnlessAsked(request);
    if (range === undefined) {
        return 0;
    }
    const stopWatching = watchForAbsence(clock, report);
    say.log(readyText(range, place, (Date.now() - started) / 1000));
    const obituary = await ended;
    if (obituary !== undefined) {
        report(`${obituary}\nThe range cannot go on without it.`);
    }
    report("Ending the range …");
    stopWatching();
    await range.stop();
    return obituary === undefined ? 0 : 1;
}

/** Undefined when it was asked to end meanwhile. */
async function startUnlessAsked(request: RangeRequest): Promise<Range | undefined> {
    try {
        return await startRange(request);
    } catch (error) {
        if (request.signal.aborted) {
            return undefined;
        }
        throw error;
    }
}

function placeFor({ keep }: RangeOptions): Place {
    return keep === undefined ? newPlace() : keptPlace(keep === true ? usualPlace() : keep);
}
