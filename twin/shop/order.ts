import type { EventQueue } from "../clock/eventQueue";
import type { Call } from "./routes";
import type { Served, Shop } from "./shop";

export interface OrderOutcome {
    readonly status: number;
    /** When the order service has answered. */
    readonly at: number;
}

const call = (service: string, method: string, path: string, route = path): Call => ({
    service,
    method,
    path,
    route,
});

/** What orders asks for at the same time, by the links that the front-end gave it. */
const gathered: readonly Call[] = [
    call("user", "GET", "/addresses/*"),
    call("user", "GET", "/customers/*"),
    call("user", "GET", "/cards/*"),
    call("carts", "GET", "/carts/*/items"),
];
const order = call("orders", "POST", "/orders");
const authorise = call("payment", "POST", "/paymentAuth");
const ship = call("shipping", "POST", "/shipping");

/**
 * The way of an order through the shop. Whatever orders cannot reach makes it answer 500 at once and
 * store nothing. The kernel's limit on refusals is not applied between services, so a missing
 * payment refuses at once at any rate of orders: nobody has measured it (see docs/fidelity.md).
 */
export function placeOrder(shop: Shop, queue: EventQueue, served: Served): OrderOutcome {
    const orders = shop.pick(order.service);
    const started = queue.now;
    if (orders?.backend === undefined) {
        return { status: 500, at: started };
    }
    const begun = orders.backend.answerTime(started);
    const answers = gathered.map((one) => ask(shop, one, begun, queue, served));
    let at = Math.max(begun, ...answers.map((answer) => answer ?? begun));
    let failed = answers.includes(undefined);
    for (const next of [authorise, ship]) {
        const answer = failed ? undefined : ask(shop, next, at, queue, served);
        failed ||= answer === undefined;
        at = answer ?? at;
    }
    const status = failed ? 500 : 201;
    queue.at(at, () => {
        if (failed) {
            orders.log("stdout", unspecifiedError);
        }
        served(orders, order, status, started, at);
    });
    return { status, at };
}

function ask(
    shop: Shop,
    which: Call,
    at: number,
    queue: EventQueue,
    served: Served,
): number | undefined {
    const pod = shop.pick(which.service);
    if (pod?.backend === undefined) {
        return undefined;
    }
    const answer = pod.backend.answerTime(at);
    queue.at(answer, () => {
        served(pod, which, 200, at, answer);
    });
    return answer;
}

/** Tomcat's line, as Spring Boot 1.4 prints it behind its time stamp, with the root cause. */
const unspecifiedError =
    "ERROR [orders,,,] 7 --- [p-nio-80-exec-1] o.a.c.c.C.[.[.[/].[dispatcherServlet]    : " +
    "Servlet.service() for servlet [dispatcherServlet] in context with path [] threw exception " +
    "[Request processing failed; nested exception is java.lang.IllegalStateException: Unable to " +
    "create order due to unspecified IO error.] with root cause\n\n" +
    "java.net.ConnectException: Connection refused (Connection refused)";
