import type { EventQueue } from "../clock/eventQueue";
import type { Dialler } from "../network/dialler";
import type { QueueSample } from "../observer";
import type { Ends } from "../pod/ends";
import type { Container, Pod } from "../pod/pod";

/** The life of the broker's process that the queue belongs to: it is not durable. */
interface Held {
    readonly broker: Container;
    readonly generation: number;
    ready: number;
    acknowledged: number;
    /** Messages that consumers have and have not acknowledged: by whom. */
    readonly taken: Set<Pod>;
}

/**
 * RabbitMQ's queue shipping-task: shipping publishes a message for each order, queue-master takes one
 * after the other, and nothing else is ever done about a shipment. Sources: shipping 0.4.8 and
 * queue-master 0.3.1, whose listener has one message at a time (Spring AMQP's default). In Kubernetes
 * it has no Docker to start a worker with, says so and takes the next. Left out: that the first message
 * of a process is delivered twice for that, and how long a publisher waits for a broker that is silent.
 */
export class ShippingQueue {
    private held: Held | undefined;

    constructor(
        private readonly queue: EventQueue,
        private readonly dialler: Dialler,
        private readonly ends: Ends,
        private readonly podsOf: (deployment: string) => readonly Pod[],
    ) {}

    /** A pod of shipping hands an order on. Without the broker it goes on as if it had. */
    publish(shipping: Pod): void {
        shipping.log("stdout", "Adding shipment to queue...");
        const held = this.heldFor(shipping);
        if (held === undefined) {
            shipping.log(
                "stdout",
                "Unable to add to queue (the queue is probably down). Accepting anyway. " +
                    "Don't do this for real!",
            );
            return;
        }
        held.ready++;
        this.deliver();
    }

    /** Whoever waits and is there gets the next message. */
    deliver(): void {
        for (const pod of this.consumers) {
            const held = this.heldFor(pod);
            if (held !== undefined && held.ready > 0 && !held.taken.has(pod)) {
                this.take(held, pod);
            }
        }
    }

    /** Undefined while the broker is away, or nobody has declared the queue. */
    sample(): QueueSample | undefined {
        const { consumers } = this;
        // A consumer declares the queue when it connects.
        const [first] = consumers;
        const held = first === undefined ? this.ifAlive() : this.heldFor(first);
        return (
            held && {
                name: "shipping-task",
                ready: held.ready,
                unacknowledged: held.taken.size,
                consumers: consumers.length,
                acknowledged: held.acknowledged,
            }
        );
    }

    private get consumers(): readonly Pod[] {
        return this.podsOf("queue-master").filter(
            (pod) => pod.backend !== undefined && this.brokerOf(pod) !== undefined,
        );
    }

    private take(held: Held, pod: Pod): void {
        const { backend, main } = pod;
        if (backend === undefined) {
            return;
        }
        held.ready--;
        held.taken.add(pod);
        let isLost = false;
        const unwatch = this.ends.watch(main, () => {
            isLost = true;
            held.taken.delete(pod);
            // Nobody has acknowledged it: it is delivered again.
            held.ready++;
            this.deliver();
        });
        this.queue.at(backend.answerTime(this.queue.now), () => {
            if (isLost) {
                return;
            }
            unwatch();
            held.taken.delete(pod);
            held.acknowledged++;
            workerLines.forEach((line) => {
                pod.log("stdout", line);
            });
            this.deliver();
        });
    }

    /** The broker's process to which that pod has its connection. */
    private brokerOf(caller: Pod): Container | undefined {
        const broker = this.dialler.connected(caller, "rabbitmq")?.main;
        return broker?.isListening === true ? broker : undefined;
    }

    private heldFor(caller: Pod): Held | undefined {
        const broker = this.brokerOf(caller);
        if (broker === undefined) {
            return undefined;
        }
        const { generation } = broker;
        if (this.held?.broker !== broker || this.held.generation !== generation) {
            this.held = { broker, generation, ready: 0, acknowledged: 0, taken: new Set() };
        }
        return this.held;
    }

    private ifAlive(): Held | undefined {
        const { held } = this;
        return held?.broker.isListening === true && held.broker.generation === held.generation
            ? held
            : undefined;
    }
}

/** What queue-master prints for each message, behind the time stamp: there is no Docker to ask. */
const workerLines = [
    "INFO 7 --- [pool-1-thread-1] w.weave.socks.queuemaster.DockerSpawner  : Spawning new container",
    "ERROR 7 --- [pool-1-thread-1] w.weave.socks.queuemaster.DockerSpawner  : Exception trying to " +
        "launch/remove worker container. javax.ws.rs.ProcessingException: " +
        "org.newsclub.net.unix.AFUNIXSocketException: No such file or directory " +
        "(socket: /run/docker.sock)",
] as const;
