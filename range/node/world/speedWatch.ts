/** Says when the machine does not carry the speed that is asked of it, and which one it reaches. */

const minuteSeconds = 60;

/** Of the speed; what is less is not worth a word. */
const worthTelling = 0.05;

export class SpeedWatch {
    /** Seconds of the world that were left out in this minute. */
    private missing = 0;
    private since: number | undefined;
    private isSlow = false;

    constructor(
        private readonly speed: number,
        private readonly report: (line: string) => void,
    ) {}

    /** @param seconds of the world */
    leftOut(seconds: number): void {
        this.missing += seconds;
    }

    /** @param wall seconds since the epoch */
    look(wall: number): void {
        this.since ??= wall;
        const passed = wall - this.since;
        if (passed >= 0 && passed < minuteSeconds) {
            return;
        }
        const share = Math.min(1, this.missing / (passed * this.speed));
        this.since = wall;
        this.missing = 0;
        const isSlow = share > worthTelling;
        if (isSlow) {
            const reached = (this.speed * (1 - share)).toFixed(2);
            this.report(
                `This machine does not keep up: speed ${reached} in the last minute, not ` +
                    `${this.speed}. What it leaves out is missing on all clocks alike.`,
            );
        } else if (this.isSlow) {
            this.report(`This machine keeps up again, with speed ${this.speed}.`);
        }
        this.isSlow = isSlow;
    }
}
