import type { RehearsalResult } from "../../rehearsal/types";
import type { FixResult, JudgedArm, SeedResult } from "../../verdict/judgedArm";
import { medianOfKnown } from "../../verdict/chance";
import type { LeadFigure } from "../../verdict/fixWorth";
import type { ArmFix, FixSeed, PodRow } from "../model";

/** What a fix did over its seeds; undefined for none. */
export function fixOf(
    { fixAt, verdict, seeds }: JudgedArm,
    { lead, shownSeed }: Pick<RehearsalResult, "lead" | "shownSeed">,
): ArmFix | undefined {
    if (fixAt === null || verdict === null) {
        return undefined;
    }
    const fixes = seeds.flatMap(({ seed, fix }) => (fix === null ? [] : [{ seed, ...fix }]));
    const well = fixes.map(({ servedWellSeconds }) => servedWellSeconds);
    return {
        moment: fixAt,
        verdict,
        seeds: fixes.flatMap((fix) => seedOf(fix, lead)),
        value: medianOf(fixes.map(({ withFix }) => withFix[lead])),
        without: medianOf(fixes.map(({ withoutFix }) => withoutFix[lead])),
        atSeconds: medianOf(fixes.map(({ atSeconds }) => atSeconds)),
        shownAtSeconds: fixes.find(({ seed }) => seed === shownSeed)?.atSeconds ?? undefined,
        servedWellSeconds: medianOf(well),
        servedWellSeeds: well.filter((seconds) => seconds !== null).length,
    };
}

function seedOf(
    { seed, withFix, withoutFix, neverCame, worth }: FixResult & { readonly seed: number },
    lead: LeadFigure,
): readonly FixSeed[] {
    const [value, without] = [withFix[lead], withoutFix[lead]];
    return value === null || without === null
        ? []
        : [{ seed, value, without, worth: neverCame ?? worth ?? "no harm" }];
}

/** The front-end's pods of the run that is shown. */
export function podsOf(shown: SeedResult | undefined): readonly PodRow[] {
    return (shown?.pods ?? []).map(({ pod, requests, share, cpuOfLimit, throttled }) => ({
        pod,
        requests,
        share,
        cpuOfLimit: cpuOfLimit ?? undefined,
        throttled: throttled ?? undefined,
    }));
}

function medianOf(values: readonly (number | null)[]): number | undefined {
    return medianOfKnown(values) ?? undefined;
}
