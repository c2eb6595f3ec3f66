import type { Stream } from "../clock/stream";
import type { MixSpec } from "../read/objects";

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
        private readonly streams: readonly Stream[],
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
        const stream = this.streams[user] as Stream;
        const pick = stream.next() * this.total;
        const task = this.limits.findIndex((limit) => pick < limit);
        const steps = this.steps[task] ?? [];
        return steps[stream.below(steps.length)] ?? think;
    }

    ended(): Step {
        return think;
    }
}

/** Buys one pair of socks after another, always out of a basket that was empty before. */
class Sequence implements Journey {
    private readonly basketIsEmpty: Uint8Array;
    /** What the user has in the basket: an order is worth its price. */
    private readonly sock: Uint16Array;
    private readonly socks: readonly number[];
    private readonly add: number;
    private readonly order: number;
    private readonly empty: number;

    constructor(
        mix: MixSpec,
        private readonly streams: readonly Stream[],
    ) {
        this.basketIsEmpty = new Uint8Array(streams.length).fill(1);
        this.sock = new Uint16Array(streams.length);
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
        if (this.basketIsEmpty[user] === 0) {
            return this.request(this.empty, 0);
        }
        this.basketIsEmpty[user] = 0;
        const stream = this.streams[user] as Stream;
        const sock = this.socks[stream.below(this.socks.length)] ?? 0;
        this.sock[user] = sock;
        return this.request(this.add, sock);
    }

    ended(user: number, request: number, ok: boolean): Step {
        if (request === this.add) {
            return ok ? this.request(this.order, this.sock[user] ?? 0) : think;
        }
        if (request === this.order) {
            return this.request(this.empty, 0);
        }
        this.basketIsEmpty[user] = ok ? 1 : 0;
        return think;
    }

    private request(request: number, sock: number): Step {
        return { do: "request", request, sock };
    }
}

/** The journey of that mix; each user has a stream of choices of its own. */
export function journeyOf(mix: MixSpec, streams: readonly Stream[]): Journey {
    return mix.order === "weighted" ? new Weighted(mix, streams) : new Sequence(mix, streams);
}
