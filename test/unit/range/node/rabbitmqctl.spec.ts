import { equal, match } from "node:assert/strict";

import type { ExecContext } from "../../../../range/node/kubelet/commands/command";
import { runCommand } from "../../../../range/node/kubelet/commands/run";

const context = {
    container: "rabbitmq",
    queue: {
        name: "shipping-task",
        ...{ ready: 12, unacknowledged: 1, consumers: 1, acknowledged: 40 },
    },
} as Partial<ExecContext> as ExecContext;

describe("rabbitmqctl in a simulated broker", () => {
    it("lists the queue by the columns that are asked for", async () => {
        const asked = "rabbitmqctl list_queues name messages_ready consumers".split(" ");
        const { stdout, exitCode } = await runCommand(asked, context);
        equal(stdout, "Listing queues ...\nshipping-task\t12\t1\n");
        equal(exitCode, 0);
        const { stdout: usual } = await runCommand(["rabbitmqctl", "list_queues"], context);
        equal(usual, "Listing queues ...\nshipping-task\t13\n");
    });

    it("lists nothing where nobody has declared a queue", async () => {
        const none = { ...context, queue: undefined };
        const { stdout } = await runCommand(["rabbitmqctl", "list_queues"], none);
        equal(stdout, "Listing queues ...\n");
    });

    it("is in the broker's container only, and says what it does not know", async () => {
        const asked = ["rabbitmqctl", "list_queues"];
        const elsewhere = await runCommand(asked, { ...context, container: "front-end" });
        equal(elsewhere.exitCode, 127);
        const other = await runCommand(["rabbitmqctl", "purge_queue", "shipping-task"], context);
        equal(other.exitCode, 64);
        match(other.stderr ?? "", /knows list_queues/);
    });
});
