/** Which routes of the account a client has driven: a new one without a call is found here. */
import { Account } from "../../../range/account/account";
import { allRoutes } from "../../../range/account/allRoutes";
import { routerOf } from "../../../range/account/http/routes";
import { TelemetryStore } from "../../../range/store/store";
import { plainClock } from "../plainClock";

/** A request that a client has sent, without its query. */
export interface Sent {
    readonly method: string;
    readonly path: string;
}

/** Of the original's web pages and of older clients: neither of today's has a call for them. */
const withoutClient = [
    "GET /api/v1/logs/views",
    "POST /api/v1/logs/views",
    "GET /api/v1/logs/views/{id}",
    "PUT /api/v1/logs/views/{id}",
    "DELETE /api/v1/logs/views/{id}",
    "POST /api/v1/monitor/{id}/mute",
    "POST /api/v1/monitor/{id}/unmute",
] as const;

const routes = allRoutes(
    new Account(
        new TelemetryStore(),
        plainClock(() => 0),
    ),
);
const router = routerOf(routes);
const nameOf = ({ method, path }: Sent): string => `${method} ${path}`;

/** The routes that are left, and those that were driven though nobody could. */
export function undriven(sent: readonly Sent[]): readonly string[] {
    const driven = new Set(
        sent.map(({ method, path }) => {
            const found = router(method, path);
            return typeof found === "string" ? `${found}: ${method} ${path}` : nameOf(found.route);
        }),
    );
    const wanted = new Set(routes.map(nameOf));
    withoutClient.forEach((one) => wanted.delete(one));
    return [...wanted, ...driven].filter((name) => !wanted.has(name) || !driven.has(name));
}
