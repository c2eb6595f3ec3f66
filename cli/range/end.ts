const endings = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The one end that a range comes to, by whichever way. */
export class End {
    public obituary: string | undefined;
    public readonly came: Promise<void>;
    private readonly controller = new AbortController();

    public constructor() {
        this.came = new Promise((resolve) => {
            this.signal.addEventListener("abort", () => {
                resolve();
            });
        });
        for (const ending of endings) {
            process.on(ending, () => {
                this.come(undefined);
            });
        }
    }

    public get signal(): AbortSignal {
        return this.controller.signal;
    }

    /** What comes first counts: what else dies then dies of it. */
    public come(obituary: string | undefined): void {
        if (!this.signal.aborted) {
            this.obituary = obituary;
            this.controller.abort();
        }
    }
}
