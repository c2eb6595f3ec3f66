/** The messages of a view's stream, as a page hears them. */
import type { MessageName, Messages } from "../../../range/console/messages";

export class Listener {
    private readonly heard: { readonly name: string; readonly data: unknown }[] = [];
    private readonly abort = new AbortController();
    private waiting: (() => void)[] = [];

    constructor(url: string) {
        void this.read(`${url}stream`).catch(() => undefined);
    }

    /** All that came under that name so far. */
    all<Name extends MessageName>(name: Name): readonly Messages[Name][] {
        return this.heard
            .filter((one) => one.name === name)
            .map(({ data }) => data as Messages[Name]);
    }

    /** The first message for which this holds, of those that came and those that come. */
    async until<Name extends MessageName>(
        name: Name,
        holds: (message: Messages[Name]) => boolean = () => true,
    ): Promise<Messages[Name]> {
        const end = Date.now() + 5000;
        for (;;) {
            const found = this.all(name).find(holds);
            if (found !== undefined) {
                return found;
            }
            if (Date.now() > end) {
                throw new Error(`No such ${name}: ${JSON.stringify(this.all(name).at(-1))}`);
            }
            await Promise.race([
                new Promise<void>((resolve) => this.waiting.push(resolve)),
                new Promise((resolve) => setTimeout(resolve, 200)),
            ]);
        }
    }

    close(): void {
        this.abort.abort();
    }

    private async read(url: string): Promise<void> {
        const answer = await fetch(url, { signal: this.abort.signal });
        let text = "";
        const decoder = new TextDecoder();
        for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
            text += decoder.decode(part, { stream: true });
            const blocks = text.split("\n\n");
            text = blocks.pop() ?? "";
            for (const block of blocks) {
                const [, name, data] = /^event: (\w+)\ndata: (.*)$/s.exec(block) ?? [];
                if (name !== undefined && data !== undefined) {
                    this.heard.push({ name, data: JSON.parse(data) as unknown });
                }
            }
            this.waiting.splice(0).forEach((resolve) => {
                resolve();
            });
        }
    }
}
