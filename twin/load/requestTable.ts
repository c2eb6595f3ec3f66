import type { LoadRequestSpec, MixSpec } from "../read/objects";
import { routeOf } from "../shop/routes";
import type { Shop } from "../shop/shop";

/** A request of the mix with what the simulation looks up for it, once. */
export interface TableRequest {
    readonly spec: LoadRequestSpec;
    readonly isSetup: boolean;
    /** Number of the front-end's route. */
    readonly route: number;
    /** What a healthy shop answers. */
    readonly status: number;
    /** By number of the sock. */
    readonly paths: readonly string[];
    /** What an order of one such sock brings; 0 for all other requests. */
    readonly dollars: readonly number[];
}

/** The requests of a mix, those of the set-up first. */
export function requestTable(mix: MixSpec, shop: Shop): readonly TableRequest[] {
    const { shippingDollars, socks } = mix;
    return [...mix.setup, ...mix.tasks].map((spec, at) => {
        const route = routeOf(spec.method, spec.path, spec.basicAuth);
        const isOrder = spec.method === "POST" && spec.path === "/orders";
        const dollars = socks.map(({ priceDollars }) =>
            isOrder ? Math.round(100 * (priceDollars + shippingDollars)) / 100 : 0,
        );
        return {
            spec,
            isSetup: at < mix.setup.length,
            route: shop.indexOf(route),
            status: route.status,
            paths: socks.map(({ id }) => spec.path.replace("{item}", id)),
            dollars,
        };
    });
}
