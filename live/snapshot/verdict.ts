import { podTrouble } from "../../components/incident/deploymentHealth";
import { differencesOf, type FieldDifference } from "./differences";
import { endOf, type Fixes, fixesFor, leaseText } from "./fixes";
import { type ShopFigures, shopFigures } from "./figures";
import { hashOf } from "./hash";
import type { Keeper } from "./keeper";
import { type ShopObject, titleOf } from "./normalise";
import type { ObservedShop } from "./observe";
import type { Place } from "./place";
import type { Snapshot } from "./snapshotFile";

/** Something that is not as in the snapshot, or not healthy. */
export interface Problem {
    /** Like `Deployment front-end`. */
    readonly object: string;
    /** Like `is missing`; for a field, its path and both values. */
    readonly what: string;
    /** The field that differs, where it is one. */
    readonly field?: FieldDifference;
    /** The command that puts it right. */
    readonly fix: string;
}

/** Whether the shop is as it was. */
export interface Verdict extends ShopFigures {
    readonly isWhole: boolean;
    readonly problems: readonly Problem[];
    /** Of the shop as it is. */
    readonly hash: string;
    readonly keeper: Keeper;
}

/** Compares the shop with its snapshot. */
export function judge(snapshot: Snapshot, seen: ObservedShop, place: Place): Verdict {
    const known = byTitle(snapshot.objects);
    const extra = seen.objects.filter((object) => !known.has(titleOf(object)));
    const fixes = fixesFor(place, seen, extra);
    const problems = [
        ...comparedObjects(snapshot.objects, seen.objects, place, fixes),
        ...leftovers(seen, fixes),
        ...seen.strays.map((stray) => ({
            object: stray.object,
            what: stray.what,
            fix: fixes.stray(stray),
        })),
        ...ailments(seen, fixes),
    ];
    return {
        isWhole: problems.length === 0,
        problems,
        hash: hashOf(seen.objects),
        keeper: seen.keeper,
        ...shopFigures(seen, snapshot.restarts),
    };
}

function comparedObjects(
    before: readonly ShopObject[],
    now: readonly ShopObject[],
    { namespace }: Place,
    fixes: Fixes,
): readonly Problem[] {
    if (now.length === 0 && before.length > 0) {
        const object = `namespace ${namespace}`;
        return [{ object, what: "nothing of the shop is there", fix: fixes.recover }];
    }
    const [was, is] = [byTitle(before), byTitle(now)];
    const titles = [...new Set([...was.keys(), ...is.keys()])].sort();
    return titles.flatMap((title) => compared(title, was.get(title), is.get(title), fixes));
}

function byTitle(objects: readonly ShopObject[]): ReadonlyMap<string, ShopObject> {
    return new Map(objects.map((object) => [titleOf(object), object]));
}

function compared(
    object: string,
    before: ShopObject | undefined,
    now: ShopObject | undefined,
    fixes: Fixes,
): readonly Problem[] {
    if (before === undefined) {
        return now === undefined
            ? []
            : [{ object, what: "is not in the snapshot", fix: fixes.extra(now) }];
    }
    if (now === undefined) {
        return [{ object, what: "is missing", fix: fixes.missing(before) }];
    }
    return differencesOf(before, now).map((field) => ({
        object,
        what: fieldText(field),
        field,
        fix: fixes.recover,
    }));
}

/** Of a value that is a whole script or the like, the start tells enough. */
const shownLength = 200;

function fieldText({ path, before, after }: FieldDifference): string {
    const shown = (value: unknown): string => {
        const text = value === undefined ? "(not set)" : JSON.stringify(value);
        return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
    };
    return `${path}: ${shown(before)} -> ${shown(after)}`;
}

/** What a recovery takes away with it. A load that is over does no harm any more. */
function leftovers({ traces, keeper }: ObservedShop, fixes: Fixes): readonly Problem[] {
    const { leases, jobs } = traces;
    return [
        ...leases.map((lease) => ({
            object: `Lease ${lease.name}`,
            what: `${leaseText(lease, keeper)} is active`,
            fix: endOf(lease, keeper),
        })),
        ...jobs
            .filter(({ role, isActive }) => isActive || role === "expiry")
            .map(({ name, role, isActive }) => ({
                object: `Job ${name}`,
                what: `left over from an incident (${role}${isActive ? ", still active" : ""})`,
                fix: fixes.leftJob(name),
            })),
    ];
}

function ailments({ pods, frontEnd }: ObservedShop, fixes: Fixes): readonly Problem[] {
    const unready = pods.flatMap((one) => {
        const what = podTrouble(one);
        return what === undefined
            ? []
            : [{ object: `Deployment ${one.name}`, what, fix: fixes.wait }];
    });
    const silent = frontEnd.failure;
    return silent === undefined
        ? unready
        : [
              ...unready,
              {
                  object: "Service front-end",
                  what: `does not answer /catalogue: ${silent}`,
                  fix: fixes.wait,
              },
          ];
}
