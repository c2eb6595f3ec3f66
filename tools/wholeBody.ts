import type { IncomingMessage } from "node:http";

/**
 * The body of a request; undefined: it has more bytes than that. It is read to its end nevertheless:
 * a client that is still sending does not hear an answer.
 */
export async function wholeBody(
    request: IncomingMessage,
    mostBytes: number,
): Promise<Buffer | undefined> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of request) {
        const part = chunk as Buffer;
        bytes += part.length;
        if (bytes <= mostBytes) {
            chunks.push(part);
        }
    }
    return bytes > mostBytes ? undefined : Buffer.concat(chunks);
}
