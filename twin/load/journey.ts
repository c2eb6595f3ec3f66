import type { MixSpec } from "../read/objects";
import { bytes, halves, type UserRows } from "./userRows";
import type { UserStreams } from "./userStreams";

/** What a user does next. */
export type Step =
    | { readonly do: "request"; readonly request: number; readonly sock: number }
    | { readonly do: "think" }
    | { readonly do: "pause"; readonly seconds: number };

const think: Step = { do: "think" };

/**
 * What a user does, in which order: scenarios/load/shop.py and checkout.py as a state machine.
 * Requests are numbered: those of the set-up first, then the tasks.
 */
export interface Journey {
    /** A user comes, or has finished thinking. */
    begin(user: number): Step;
    /** The user's last request has ended. */
    ended(user: number, request: number, ok: boolean): Step;
}

/** One pick by weight after the other. */
class Weighted implements Journey {
    private readonly limits: readonly number[];
    private readonly total: number;
    /** One step for each request and sock, made once. */
    private readonly steps: readonly (readonly Step[])[];

    constructor(
        mix: MixSpec,
        private readonly streams: UserStreams,
    ) {
        let total = 0;
        this.limits = mix.tasks.map(({ weight }) => (total += weight));
        this.total = total;
        this.steps = mix.tasks.map((_, task) =>
            mix.socks.map((__, sock) => {
                return { do: "request", request: mix.setup.length + task, sock };
            }),
        );
    }

    begin(user: number): Step {
        const pick = this.streams.next(user) * this.total;
        const task = this.limits.findIndex((limit) => pick < limit);
        const steps = this.steps[task] ?? [];
        return steps[this.streams.below(user, steps.length)] ?? think;
    }

    ended(): Step {
        return think;
    }
}

/** Buys one pair of socks after another, always out of a basket that was empty before. */
class Sequence implements Journey {
    private readonly socks: readonly number[];
    private readonly add: number;
    private readonly order: number;
    private readonly empty: number;

    constructor(
        mix: MixSpec,
        private readonly rows: UserRows,
        private readonly streams: UserStreams,
    ) {
        const most = mix.paymentLimitDollars - mix.shippingDollars;
        this.socks = mix.socks.flatMap(({ priceDollars }, at) => (priceDollars <= most ? at : []));
        const find = (method: string, path: string): number => {
            const task = mix.tasks.findIndex((one) => one.method === method && one.path === path);
            if (task < 0) {
                throw new Error(`The mix is a sequence without ${method} ${path}.`);
            }
            return mix.setup.length + task;
        };
        this.add = find("POST", "/cart");
        this.order = find("POST", "/orders");
        this.empty = find("DELETE", "/cart");
    }

    begin(user: number): Step {
        const isFull = user * bytes.perRow + bytes.basketIsFull;
        if (this.rows.bytes[isFull] === 1) {
            return this.request(this.empty, 0);
        }
        this.rows.bytes[isFull] = 1;
        const sock = this.socks[this.streams.below(user, this.socks.length)] ?? 0;
        // What the user has in the basket: an order is worth its price.
        this.rows.halves[user * halves.perRow + halves.basketSock] = sock;
        return this.request(this.add, sock);
    }

    ended(user: number, request: number, ok: boolean): Step {
        if (request === this.add) {
            const sock = this.rows.halves[user * halves.perRow + halves.basketSock] as number;
            return ok ? this.request(this.order, sock) : think;
        }
        if (request === this.order) {
            return this.request(this.empty, 0);
        }
        this.rows.bytes[user * bytes.perRow + bytes.basketIsFull] = ok ? 0 : 1;
        return think;
    }

    private request(request: number, sock: number): Step {
        return { do: "request", request, sock };
    }
}

/** The journey of that mix; each user has a stream of choices of its own. */
export function journeyOf(mix: MixSpec, rows: UserRows, streams: UserStreams): Journey {
    return mix.order === "weighted" ? new Weighted(mix, streams) : new Sequence(mix, rows, streams);
}
