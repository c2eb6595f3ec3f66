import { get } from "node:http";

/** Asks as the kubelet does: GET / on a new connection every 3 s, with 1 s to answer. */
export class KubeletProbe {
    /** Probes without an answer in time, of all of them and at most in a row. */
    failed = 0;
    mostInRow = 0;
    #inRow = 0;
    readonly #timer: NodeJS.Timeout;

    constructor(url: string) {
        this.#timer = setInterval(() => {
            this.#probe(url);
        }, 3_000);
    }

    stop(): void {
        clearInterval(this.#timer);
    }

    #probe(url: string): void {
        const request = get(url, { agent: false, timeout: 1_000 }, (answer) => {
            answer.resume();
            this.#inRow = 0;
        });
        request.on("timeout", () => {
            request.destroy();
        });
        request.on("error", () => {
            this.failed += 1;
            this.#inRow += 1;
            this.mostInRow = Math.max(this.mostInRow, this.#inRow);
        });
    }
}
