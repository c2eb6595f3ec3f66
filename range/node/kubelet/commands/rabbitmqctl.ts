import { type ExecContext, print, type Printed, unknownCommand } from "./command";

/** RabbitMQ's own words; of what it can list, what is known of the queue. */
export function rabbitmqctl(
    [verb, ...asked]: readonly string[],
    { container, queue }: ExecContext,
): Promise<Printed> {
    if (container !== "rabbitmq") {
        return Promise.resolve(unknownCommand("rabbitmqctl"));
    }
    if (verb !== "list_queues") {
        const stderr = "The simulated rabbitmqctl knows list_queues and nothing else.\n";
        return Promise.resolve({ stderr, exitCode: 64 });
    }
    const columns = asked.length === 0 ? ["name", "messages"] : asked;
    const known: Readonly<Record<string, string | number>> | undefined = queue && {
        name: queue.name,
        messages: queue.ready + queue.unacknowledged,
        messages_ready: queue.ready,
        messages_unacknowledged: queue.unacknowledged,
        consumers: queue.consumers,
    };
    const row = known && `${columns.map((column) => known[column] ?? "").join("\t")}\n`;
    return Promise.resolve(print(`Listing queues ...\n${row ?? ""}`));
}
