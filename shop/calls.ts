import type { ServiceName } from "./services";

/** Whom a service needs. */
export interface Callees {
    /** Asked over HTTP, and waited for. */
    readonly services: readonly ServiceName[];
    /** Its database or the broker. */
    readonly stores: readonly ServiceName[];
}

const none = [] as const;

/**
 * Who calls whom, as the services' sources at the images' tags have it. Network policies let through
 * what stands here, and the simulation and the stand-ins of tests call nobody else.
 */
export const callees = {
    "front-end": {
        services: ["catalogue", "user", "carts", "orders"],
        stores: ["session-db"],
    },
    catalogue: { services: none, stores: ["catalogue-db"] },
    "catalogue-db": { services: none, stores: none },
    carts: { services: none, stores: ["carts-db"] },
    "carts-db": { services: none, stores: none },
    orders: { services: ["user", "carts", "payment", "shipping"], stores: ["orders-db"] },
    "orders-db": { services: none, stores: none },
    payment: { services: none, stores: none },
    // It answers before anybody has read its message.
    shipping: { services: none, stores: ["rabbitmq"] },
    "queue-master": { services: none, stores: ["rabbitmq"] },
    rabbitmq: { services: none, stores: none },
    "session-db": { services: none, stores: none },
    user: { services: none, stores: ["user-db"] },
    "user-db": { services: none, stores: none },
} as const satisfies Readonly<Record<ServiceName, Callees>>;

/** Whom that service asks over HTTP. */
export type Callee<Caller extends ServiceName> = (typeof callees)[Caller]["services"][number];

/** A service that another one asks over HTTP. */
export type AskedService = Callee<ServiceName>;

const rows = Object.entries(callees) as readonly (readonly [ServiceName, Callees])[];

/** Who connects to that service, from within the shop. */
export function callersOf(service: ServiceName): readonly ServiceName[] {
    return rows.flatMap(([caller, { services, stores }]) =>
        [...services, ...stores].includes(service) ? [caller] : [],
    );
}

export function isAsked(name: string): name is AskedService {
    return rows.some(([, { services }]) => services.some((service) => service === name));
}
