import type { LogRecord } from "../../evidence/evidence";

/** Lines of one service kept of each second; Locust prints some 50 when it ends. */
const linesPerSecond = 100;

/** Keeps a service that writes with every request from filling the memory. */
export class LogFlood {
    private readonly seconds = new Map<string, { second: number; lines: number }>();

    constructor(private readonly most = linesPerSecond) {}

    /** Whether the line is among the first ones of its service in this second. */
    admits({ service, time }: LogRecord): boolean {
        const second = Math.floor(time);
        let counted = this.seconds.get(service);
        if (counted?.second !== second) {
            counted = { second, lines: 0 };
            this.seconds.set(service, counted);
        }
        counted.lines++;
        return counted.lines <= this.most;
    }
}
