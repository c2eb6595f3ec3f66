/** Whether the shop of a range can answer where its users look for it. */
import { once } from "node:events";
import { createServer } from "node:net";

import { defaultValues } from "../../components/settings/declaration";
import type { Values } from "../../range/apply/rangeStack";
import { messageOf } from "../../tools/messageOf";

/**
 * Rejects where something on this machine has the shop's node port, before anything is started.
 * @param option what chooses another port, as it is typed before the number
 */
export async function requireFreePort({ nodePort }: Values, option: string): Promise<void> {
    const port = Number(nodePort ?? defaultValues.nodePort);
    const server = createServer().listen(port, "127.0.0.1");
    try {
        await once(server, "listening");
    } catch (error) {
        const other = port < 32_767 ? port + 1 : 30_000;
        throw new Error(
            `The shop cannot answer on port ${port} of this machine: ${messageOf(error)}. End what is there, ` +
                `or choose another one from 30000 to 32767: ${option}${other}`,
        );
    }
    server.close();
    await once(server, "close");
}
