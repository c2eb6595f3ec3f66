import { orderTimeoutSeconds } from "../physics/backends";
import type { Pod } from "../pod/pod";
import type { Calls } from "./calls";
import { Future } from "./future";
import { type Call, callsBy } from "./routes";

const call = callsBy("orders");

/** What orders asks for at the same time, by the links that the front-end gave it. */
const gathered: readonly Call[] = [
    call("carts", "GET", "/carts/*/items"),
    call("user", "GET", "/addresses/*"),
    call("user", "GET", "/cards/*"),
    call("user", "GET", "/customers/*"),
];
const order = callsBy("front-end")("orders", "POST", "/orders");
const authorise = call("payment", "POST", "/paymentAuth");
const ship = call("shipping", "POST", "/shipping");

/** All calls on the way of an order. */
export const orderCalls: readonly Call[] = [order, ...gathered, authorise, ship];

/**
 * Of the CPU that an order takes in orders: before it sends its calls, for reading each of the four
 * answers that it waits for (still within its limit for them), and from the payment on. Seen in the
 * log of a cold one: of 2.4 s about 0.6 passed before the calls and 0.6 after the payment.
 */
const shares = { before: 0.25, answer: 0.125, after: 0.25 } as const;

/** What was thrown instead of an answer, as Java names it. */
type Trouble = "timeout from one of the services" | "unspecified IO error";

/** One order: placed by a front-end, carried out by a pod of orders (OrdersController.newOrder). */
class Order {
    private startedAt = 0;
    /** CPU seconds. */
    private work = 0;

    constructor(
        private readonly calls: Calls,
        private readonly pod: Pod,
        private readonly done: (status: number) => void,
    ) {}

    begin(): void {
        const { calls, pod } = this;
        const { queue } = calls;
        this.startedAt = queue.now;
        this.work = pod.backend?.takeCall() ?? 0;
        this.spend(shares.before, () => {
            const all = gathered.map((one) => this.future(one, shares.answer));
            this.inTurn(all, () => {
                // Neither is sent before the one before it has been answered.
                this.inTurn([this.future(authorise)], () => {
                    pod.log("stdout", paidLine);
                    this.inTurn([this.future(ship)], () => {
                        this.spend(shares.after, () => {
                            this.end(undefined);
                        });
                    });
                });
            });
        });
    }

    /** Spends that share of the order's CPU in orders, which may have to wait for it. */
    private spend(share: number, then: () => void): void {
        const { queue } = this.calls;
        queue.at(this.pod.backend?.finish(queue.now, share * this.work) ?? queue.now, then);
    }

    /**
     * A call on a thread of its own, which also reads the answer. It goes on when nobody waits for it
     * any more.
     */
    private future(which: Call, share = 0): Future<boolean> {
        return new Future(this.calls.queue, (settle) => {
            this.calls.send(this.pod, which, (isAnswered) => {
                this.spend(isAnswered ? share : 0, () => {
                    settle(isAnswered);
                });
            });
        });
    }

    /** Waits for one after the other, so long for each. */
    private inTurn([first, ...rest]: readonly Future<boolean>[], then: () => void): void {
        if (first === undefined) {
            then();
            return;
        }
        first.get(orderTimeoutSeconds, (isAnswered) => {
            if (isAnswered === true) {
                this.inTurn(rest, then);
                return;
            }
            this.end(
                isAnswered === undefined
                    ? "timeout from one of the services"
                    : "unspecified IO error",
            );
        });
    }

    private end(trouble: Trouble | undefined): void {
        const { calls, pod, startedAt } = this;
        const status = trouble === undefined ? 201 : 500;
        if (trouble !== undefined) {
            pod.log("stdout", errorLine(trouble));
        }
        calls.served(pod, order, status, startedAt, calls.queue.now);
        this.done(status);
    }
}

/**
 * The way of an order through the shop. What orders cannot reach makes it answer 500 and store
 * nothing: at once when the connection is refused, after 5 s when nobody answers the attempt.
 */
export function placeOrder(calls: Calls, frontEnd: Pod, done: (status: number) => void): void {
    calls.dialler.dial(frontEnd, order.service, (outcome) => {
        if (typeof outcome === "string") {
            done(500);
        } else {
            new Order(calls, outcome, done).begin();
        }
    });
}

/** Of an order that is paid; none of the load's is declined. */
const paidLine =
    "INFO [orders,,,] 7 --- [p-nio-80-exec-1] w.w.s.o.controllers.OrdersController     : " +
    "Received payment response: PaymentResponse{authorised=true, message=Payment authorised}";

/** The cause at the root, as Java prints it. */
const rootCauses: Readonly<Record<Trouble, string>> = {
    "timeout from one of the services": "java.util.concurrent.TimeoutException: null",
    "unspecified IO error": "java.net.ConnectException: Connection refused (Connection refused)",
};

/** Tomcat's line, as Spring Boot 1.4 prints it behind its time stamp, with the root cause. */
function errorLine(trouble: Trouble): string {
    return (
        "ERROR [orders,,,] 7 --- [p-nio-80-exec-1] o.a.c.c.C.[.[.[/].[dispatcherServlet]    : " +
        "Servlet.service() for servlet [dispatcherServlet] in context with path [] threw " +
        "exception [Request processing failed; nested exception is " +
        `java.lang.IllegalStateException: Unable to create order due to ${trouble}.] ` +
        `with root cause\n\n${rootCauses[trouble]}`
    );
}
