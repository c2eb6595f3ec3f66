/**
 * The load mixes: what a virtual user does, how often, how long it thinks and what it counts as
 * failed. `mixes.json` is the only source; the Locust scripts get the chosen mix as `mix.json`.
 * Names describe what users do, never why: everything here may be readable inside the cluster.
 */
import source from "./mixes.json";

/** One request as a virtual user sends it; `{item}`, `{customer}`, `{password}` are filled in. */
export interface LoadRequest {
    /** Its name in Locust's statistics. */
    readonly name: string;
    readonly method: "GET" | "POST" | "DELETE";
    readonly path: string;
    /** Statuses that count as success; any other one is a failure. */
    readonly success: readonly number[];
    /** Seconds after which an answer counts as failed, whatever it says; null: never. */
    readonly slowAfterSeconds: number | null;
    /** Whether the user's account goes along as HTTP Basic. */
    readonly basicAuth: boolean;
    readonly body: Readonly<Record<string, string>> | null;
}

/** A request of the loop, with its share of the picks (in a sequence: always 1). */
export interface LoadTask extends LoadRequest {
    readonly weight: number;
}

export interface Sock {
    readonly name: string;
    readonly id: string;
    readonly priceDollars: number;
}

export interface Account {
    readonly username: string;
    readonly password: string;
}

/** A complete mix, self-contained: as `mix.json` it is all that the Locust scripts read. */
export interface Mix {
    readonly name: MixName;
    readonly summary: string;
    /** The script of this folder that Locust runs. */
    readonly locustfile: (typeof locustfiles)[number];
    /** Think time after each task (after each whole sequence), uniform between the two. */
    readonly waitSeconds: { readonly min: number; readonly max: number };
    /**
     * Who the users are: `none` has no credentials, `seeded` uses accounts that every shop has,
     * `shared` registers one account per generator process, `own` one per virtual user.
     */
    readonly account: (typeof accountKinds)[number];
    /** The accounts of `seeded`; empty for the other kinds. */
    readonly accounts: readonly Account[];
    /** What `{item}` is picked from, each as likely as the other. */
    readonly socks: readonly Sock[];
    /** Sent once per account, in this order, before the first task. */
    readonly setup: readonly LoadRequest[];
    /** `weighted`: each task is one pick by weight. `sequence`: all of them, in this order. */
    readonly order: (typeof orders)[number];
    readonly tasks: readonly LoadTask[];
    /** What the shop adds to each order. */
    readonly shippingDollars: number;
    /** The largest amount that the shop's payment accepts. */
    readonly paymentLimitDollars: number;
}

export type MixName = keyof typeof source.mixes;

const methods = ["GET", "POST", "DELETE"] as const;
const locustfiles = ["browse.py", "stampede.py", "checkout.py"] as const;
const accountKinds = ["none", "seeded", "shared", "own"] as const;
const orders = ["weighted", "sequence"] as const;

/** Whether a request places an order. */
export function isOrder({ method, path }: Pick<LoadRequest, "method" | "path">): boolean {
    return method === "POST" && path === "/orders";
}

/** All mixes by name, frozen. */
export const mixes: Readonly<Record<MixName, Mix>> = freeze(
    Object.fromEntries(mixNames().map((name) => [name, resolve(name)])) as Record<MixName, Mix>,
);

/** The mix of that name; throws a message that lists the allowed names. */
export function mix(name: string): Mix {
    const known = mixNames().find((candidate) => candidate === name);
    if (known === undefined) {
        throw new Error(`Unknown load mix "${name}". Allowed: ${mixNames().join(", ")}.`);
    }
    return mixes[known];
}

function mixNames(): MixName[] {
    return Object.keys(source.mixes) as MixName[];
}

function resolve(name: MixName): Mix {
    const { socks, setup, tasks, ...rest } = source.mixes[name];
    return {
        ...rest,
        name,
        locustfile: oneOf(locustfiles, rest.locustfile),
        account: oneOf(accountKinds, rest.account),
        accounts: rest.account === "seeded" ? source.seededAccounts : [],
        socks: lookUp(source.assortments, socks).map((sock) => ({
            name: sock,
            ...lookUp(source.socks, sock),
        })),
        setup: setup.map((key) => request(key, null)),
        order: oneOf(orders, rest.order),
        tasks: tasks.map((task) => ({
            ...request(task.request, task.slowAfterSeconds),
            weight: task.weight,
        })),
        shippingDollars: source.shippingDollars,
        paymentLimitDollars: source.paymentLimitDollars,
    };
}

function request(key: string, slowAfterSeconds: number | null): LoadRequest {
    const found = lookUp<RequestSource>(source.requests, key);
    return {
        ...found,
        method: oneOf(methods, found.method),
        slowAfterSeconds,
        basicAuth: found.basicAuth ?? false,
        body: found.body ?? null,
    };
}

/** A request as `mixes.json` writes it: what most requests do not need is left out. */
interface RequestSource {
    name: string;
    method: string;
    path: string;
    success: number[];
    basicAuth?: boolean;
    body?: Record<string, string>;
}

function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T {
    const found = Object.hasOwn(table, key) ? table[key] : undefined;
    if (found === undefined) {
        throw new Error(`mixes.json has no "${key}" among ${Object.keys(table).join(", ")}.`);
    }
    return found;
}

function oneOf<const T extends string>(allowed: readonly T[], value: string): T {
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) {
        throw new Error(`mixes.json says "${value}"; allowed: ${allowed.join(", ")}.`);
    }
    return found;
}

function freeze<T>(value: T): T {
    if (typeof value === "object" && value !== null) {
        Object.values(value).forEach(freeze);
        Object.freeze(value);
    }
    return value;
}
