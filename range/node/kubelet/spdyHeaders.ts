/** Blocks of names and values, compressed as one stream per direction (SPDY/3.1, 2.6.10). */
import { constants, createDeflate, createInflate, type Deflate, type Inflate } from "node:zlib";

import { dictionary } from "./spdyDictionary";

export type Headers = Readonly<Record<string, string>>;

export class HeaderBlocks {
    private readonly inflate: Inflate = createInflate({
        dictionary,
        finishFlush: constants.Z_SYNC_FLUSH,
    });
    private readonly deflate: Deflate = createDeflate({ dictionary });

    async read(block: Buffer): Promise<Headers> {
        const plain = await passed(this.inflate, block, constants.Z_SYNC_FLUSH);
        const count = plain.readUInt32BE(0);
        const headers: Record<string, string> = {};
        let at = 4;
        const text = (): string => {
            const length = plain.readUInt32BE(at);
            const value = plain.toString("utf8", at + 4, at + 4 + length);
            at += 4 + length;
            return value;
        };
        for (let number = 0; number < count; number++) {
            const name = text();
            headers[name.toLowerCase()] = text();
        }
        return headers;
    }

    /** A block without any header. */
    empty(): Promise<Buffer> {
        return passed(this.deflate, Buffer.alloc(4), constants.Z_SYNC_FLUSH);
    }
}

/** What comes out of the stream when the block has gone in. */
function passed(stream: Inflate | Deflate, block: Buffer, flush: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
        const parts: Buffer[] = [];
        const take = (part: Buffer): void => {
            parts.push(part);
        };
        stream.on("data", take);
        stream.once("error", reject);
        stream.write(block);
        stream.flush(flush, () => {
            stream.off("data", take);
            stream.off("error", reject);
            resolve(Buffer.concat(parts));
        });
    });
}
