import { deepEqual, equal, notEqual, throws } from "node:assert/strict";

import { mixes } from "../../../scenarios/load/mixes";
import { callees } from "../../../shop/calls";
import { idleOf } from "../../../twin/physics/idle";
import { orderCalls } from "../../../twin/shop/order";
import { notFound, routeOf, routes } from "../../../twin/shop/routes";
import { StandInShop } from "../../support/standInShop";

const requests = Object.values(mixes).flatMap((mix) =>
    [...mix.setup, ...mix.tasks].map((request) => ({ mix, ...request })),
);

/** Each once, in one order. */
const sorted = (edges: readonly string[]): readonly string[] => [...new Set(edges)].sort();

describe("who calls whom", () => {
    it("is in the simulation's routes and orders what the table says, no more and no less", () => {
        const asked = Object.entries(callees).flatMap(([caller, { services }]) =>
            services.map((service) => `${caller} asks ${service}`),
        );
        const waits = routes.flatMap((route) => route.waits);
        const calls = waits.flatMap((wait) => (typeof wait === "string" ? [] : wait));
        const played = [...calls, ...orderCalls];
        deepEqual(
            sorted(played.map(({ caller, service }) => `${caller} asks ${service}`)),
            sorted(asked),
        );
        equal(waits.includes("order"), true, "no route takes an order");
    });

    it("has a route in the simulation for every request of every load mix", () => {
        for (const { mix, name, method, path, basicAuth } of requests) {
            notEqual(routeOf(method, path, basicAuth), notFound, `${mix.name}: ${name}`);
        }
    });

    it("has the load scripts' stand-in know the requests that the simulation knows", async () => {
        const shop = await StandInShop.start();
        try {
            for (const { mix, name, method, path, basicAuth } of requests) {
                const response = await fetch(`${shop.url}${path}`, { method });
                await response.text();
                equal(
                    response.status === 404,
                    routeOf(method, path, basicAuth).status === 404,
                    `${mix.name}: ${name} is ${response.status}`,
                );
            }
        } finally {
            await shop.stop();
        }
    });

    it("leaves no container to a guess", () => {
        throws(() => idleOf("sidecar"), /does not know what a container "sidecar" takes/);
        throws(() => idleOf("constructor"), /does not know/);
    });
});
