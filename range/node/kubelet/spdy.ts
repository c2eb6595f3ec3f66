/**
 * The server's side of SPDY/3.1 as far as the API server speaks it to a kubelet: streams that the
 * other side opens, data both ways, no flow control (moby/spdystream has none). No library of
 * Node.js serves it: those that there are want HTTP requests in the streams.
 */
import { Duplex } from "node:stream";

import { type Headers, HeaderBlocks } from "./spdyHeaders";

const types = { synStream: 1, synReply: 2, reset: 3, ping: 6, goAway: 7 } as const;
const flagFin = 1;
const version = 0x8003;
const headBytes = 8;

/** A stream that the other side has opened. */
export class SpdyStream extends Duplex {
    constructor(
        readonly id: number,
        readonly headers: Headers,
        private readonly send: (flags: number, data: Buffer) => void,
    ) {
        super({ allowHalfOpen: true });
        this.on("error", () => undefined);
    }

    override _read(): void {
        // What comes is pushed as it comes.
    }

    override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
        this.send(0, chunk);
        done();
    }

    override _final(done: () => void): void {
        this.send(flagFin, Buffer.alloc(0));
        done();
    }
}

export class SpdyConnection {
    private readonly blocks = new HeaderBlocks();
    private readonly streams = new Map<number, SpdyStream>();
    private received: Buffer = Buffer.alloc(0);
    /** Frames are worked on one after the other. */
    private last: Promise<void> = Promise.resolve();

    constructor(
        private readonly socket: Duplex,
        private readonly opened: (stream: SpdyStream) => void,
    ) {
        socket.on("data", (data: Buffer) => {
            this.received = Buffer.concat([this.received, data]);
            this.takeFrames();
        });
        socket.on("close", () => {
            this.streams.forEach((stream) => stream.destroy());
        });
        socket.on("error", () => socket.destroy());
    }

    private takeFrames(): void {
        while (this.received.length >= headBytes) {
            const end = headBytes + (this.received.readUInt32BE(4) & 0xffffff);
            if (this.received.length < end) {
                return;
            }
            const frame = this.received.subarray(0, end);
            this.received = this.received.subarray(end);
            this.last = this.last
                .then(() => this.handle(frame))
                .catch(() => {
                    this.socket.destroy();
                });
        }
    }

    private async handle(frame: Buffer): Promise<void> {
        const flags = frame.readUInt8(4);
        const body = frame.subarray(headBytes);
        if ((frame.readUInt8(0) & 0x80) === 0) {
            this.data(frame.readUInt32BE(0), flags, body);
            return;
        }
        switch (frame.readUInt16BE(2)) {
            case types.synStream:
                await this.open(flags, body);
                return;
            case types.reset:
                this.streams.get(body.readUInt32BE(0))?.destroy();
                return;
            case types.ping:
                this.socket.write(frame);
                return;
            case types.goAway:
                this.socket.end();
                return;
        }
    }

    private data(id: number, flags: number, body: Buffer): void {
        const stream = this.streams.get(id);
        if (body.length > 0) {
            stream?.push(Buffer.from(body));
        }
        if ((flags & flagFin) !== 0) {
            stream?.push(null);
        }
    }

    private async open(flags: number, body: Buffer): Promise<void> {
        const id = body.readUInt32BE(0) & 0x7fffffff;
        const headers = await this.blocks.read(body.subarray(10));
        const stream = new SpdyStream(id, headers, (how, data) => {
            const head = Buffer.alloc(headBytes);
            head.writeUInt32BE(id, 0);
            head.writeUInt32BE(data.length, 4);
            head.writeUInt8(how, 4);
            this.socket.write(Buffer.concat([head, data]));
        });
        this.streams.set(id, stream);
        stream.on("close", () => this.streams.delete(id));
        await this.reply(id);
        if ((flags & flagFin) !== 0) {
            stream.push(null);
        }
        this.opened(stream);
    }

    private async reply(id: number): Promise<void> {
        const block = await this.blocks.empty();
        const head = Buffer.alloc(headBytes + 4);
        head.writeUInt16BE(version, 0);
        head.writeUInt16BE(types.synReply, 2);
        head.writeUInt32BE(4 + block.length, 4);
        head.writeUInt32BE(id, headBytes);
        this.socket.write(Buffer.concat([head, block]));
    }
}
