import type { ReportBody, Source } from "./model";
import { count, elapsed } from "./numbers";

/* What the page and the terminal say in the same words. */

/** How many users there were, and how long. */
export function loadText({ users, held, spawnRate, durationSeconds }: ReportBody["load"]): string {
    const lasting = `for ${elapsed(durationSeconds)}`;
    if (held === undefined) {
        return `${count(users)} users, ${spawnRate} a second, ${lasting}`;
    }
    const [low, high] = held.map(count);
    const taken = low === high ? `${low}` : `${low} to ${high}`;
    return (
        `as many users as keep the shop slow, ${taken} of at most ${count(users)}, ${lasting}; ` +
        "with a fix no more than without"
    );
}

/** `1 to 5`, or the list where they do not follow one another. */
export function seedsText(seeds: readonly number[]): string {
    const [first = 0] = seeds;
    const follow = seeds.length > 2 && seeds.every((seed, index) => seed === first + index);
    return follow ? `${first} to ${first + seeds.length - 1}` : seeds.join(", ");
}

/** The run of plots, pods and monitors: of several, the one that looks most like the medians. */
export function shownText({ run, all, shown }: Source): string {
    return `${run} ${shown}${all.length > 1 ? ", the nearest to the medians" : ""}`;
}

/** What to add where fixes on which the seeds did not agree were played with more of them. */
export function moreSeeds({ arms, source }: ReportBody): string {
    const most = Math.max(...arms.map(({ fix }) => fix?.seeds.length ?? 0));
    return most > source.all.length ? ` (${most} runs where they differ)` : "";
}

/** What the words of a verdict mean; the bounds are those of verdict/fixWorth.ts and course.ts. */
export const wordsOfWorth =
    "“Cures”: nine tenths of the harm are gone (slowness: under 200 ms) and nothing is killed; " +
    "“helps”: half; “hardly helps”: a tenth. Users are served well while fewer than 5 % of " +
    "requests fail and 95 % take less than a second.";

/** What the cells of the table of figures hold. */
export function figuresIntro({ run, all }: Source): string {
    const one = `One ${run} only: a difference may be chance. `;
    if (run === "seed") {
        return all.length > 1
            ? "Of whole runs, medians over the seeds. Beside a fix: what it changes against no fix, " +
                  "seed by seed: the median difference, the smallest and the largest; grey where the " +
                  "seeds do not agree. A fix that comes late cannot undo what happened before."
            : `${one}Run more with --seeds 5.`;
    }
    return all.length > 1
        ? "Of whole runs, medians over the repetitions. Beside a fix: what it changes against no fix " +
              "in the same repetition: the mean difference and its 95 % interval (Student's t, paired); " +
              "grey where the interval holds no difference as well."
        : `${one}Play more with --repeat 3.`;
}
