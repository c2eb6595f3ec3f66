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

export const places: readonly Place[] = all
    .filter((service) => !isPart(service))
    .map((service) => ({
        service,
        column: column(service),
        stores: storesOf(service).filter(isPart),
        calls: calledBy(service),
    }));

export const columns = Math.max(...places.map((place) => place.column)) + 1;

export const known: ReadonlySet<string> = new Set(all);
