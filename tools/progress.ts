/** Says what a long build is at, often enough that nobody takes it for stuck. */

/** Longest silence while work goes on. */
const intervalMilliseconds = 10_000;

export class Progress {
    private readonly started = Date.now();
    private readonly timer: NodeJS.Timeout;
    private detail = "";

    public constructor(
        private readonly subject: string,
        private readonly report: (line: string) => void,
    ) {
        report(`${subject} …`);
        this.timer = setInterval(() => {
            report(`${subject}: ${[this.detail, this.elapsed()].filter(Boolean).join(", ")}`);
        }, intervalMilliseconds);
        this.timer.unref();
    }

    /** What the next line will say. */
    public at(detail: string): void {
        this.detail = detail;
    }

    public done(): void {
        clearInterval(this.timer);
        this.report(`${this.subject}: done, ${this.elapsed()}`);
    }

    public failed(): void {
        clearInterval(this.timer);
        this.report(`${this.subject}: failed, ${this.elapsed()}`);
    }

    private elapsed(): string {
        const seconds = Math.round((Date.now() - this.started) / 1000);
        return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
    }
}

/** Runs the work under a progress line that ends with how it went. */
export async function withProgress<T>(
    subject: string,
    report: (line: string) => void,
    work: (progress: Progress) => Promise<T>,
): Promise<T> {
    const progress = new Progress(subject, report);
    try {
        const result = await work(progress);
        progress.done();
        return result;
    } catch (error) {
        progress.failed();
        throw error;
    }
}
