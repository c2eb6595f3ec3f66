import type { ReportModel } from "./model";

/** `1 to 5`, or the list where they do not follow one another. */
export function seedsText(seeds: readonly number[]): string {
    const [first = 0] = seeds;
    const follow = seeds.length > 2 && seeds.every((seed, index) => seed === first + index);
    return follow ? `${first} to ${first + seeds.length - 1}` : seeds.join(", ");
}

/** What to add where fixes on which the seeds did not agree were played with more of them. */
export function moreSeeds({ arms, simulation }: ReportModel): string {
    const most = Math.max(...arms.map(({ fix }) => fix?.seeds.length ?? 0));
    return most > simulation.seeds.length ? ` (${most} runs where they differ)` : "";
}
