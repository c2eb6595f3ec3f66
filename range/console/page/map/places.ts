/** Where services stand in the map: who calls stands left of whom it calls. */
import { callees, callersOf } from "../../../../shop/calls";
import type { ServiceName } from "../../../../shop/services";

export interface Place {
    readonly service: ServiceName;
    /** From 0, the front-end. */
    readonly column: number;
    /** Databases that only this service uses: drawn as a part of it. */
    readonly stores: readonly ServiceName[];
    /** Those with a place of their own that it calls. */
    readonly calls: readonly ServiceName[];
}

const all = Object.keys(callees) as readonly ServiceName[];

const storesOf = (service: ServiceName): readonly ServiceName[] => callees[service].stores;

/** A store with a single user is a part of it. */
const isPart = (service: ServiceName): boolean =>
    callersOf(service).length === 1 &&
    callersOf(service).every((caller) => storesOf(caller).includes(service));

const calledBy = (service: ServiceName): readonly ServiceName[] =>
    [...callees[service].services, ...storesOf(service)].filter((one) => !isPart(one));

/** The longest way from somebody whom nobody calls. */
function columnOf(service: ServiceName): number {
    const callers = callersOf(service);
    const behind = callers.filter((caller) => callersOf(caller).length > 0 || caller === first);
    return behind.length === 0 ? 0 : 1 + Math.max(...behind.map(columnOf));
}

const first: ServiceName = "front-end";

/** Who is called by nobody, but is not where users come in, works off what others have left. */
function column(service: ServiceName): number {
    const isWorker = service !== first && callersOf(service).length === 0;
    return isWorker ? Math.max(0, ...calledBy(service).map(columnOf)) : columnOf(service);
}

/** Those with a place of their own; calls that pass over a column lead to the middle of the next. */
export const places: readonly Place[] = centred(
    all
        .filter((service) => !isPart(service))
        .map((service) => ({
            service,
            column: column(service),
            stores: storesOf(service).filter(isPart),
            calls: calledBy(service),
        })),
);

function centred(made: readonly Place[]): readonly Place[] {
    const isFar = ({ service, column: own }: Place): boolean =>
        made.some(({ calls, column: other }) => calls.includes(service) && own - other > 1);
    const near = made.filter((place) => !isFar(place));
    const half = (at: 0 | 1): readonly Place[] =>
        near.filter((place) => {
            const inColumn = near.filter((one) => one.column === place.column);
            return Number(inColumn.indexOf(place) * 2 >= inColumn.length) === at;
        });
    return [...half(0), ...made.filter(isFar), ...half(1)];
}

export const columns = Math.max(...places.map((place) => place.column)) + 1;

export const known: ReadonlySet<string> = new Set(all);
