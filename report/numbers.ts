/*
 * Figures as people read them. A space stands before the unit; no more digits than can matter.
 */

/** Milliseconds, as seconds from one second on: `87 ms`, `4.0 s`, `135 s`. */
export function duration(milliseconds: number): string {
    if (milliseconds < 999.5) {
        return `${rounded(milliseconds)} ms`;
    }
    return `${rounded(milliseconds / 1000)} s`;
}

/** Seconds as a clock would say them: `45 s`, `1 min 40 s`, `8 min`. */
export function elapsed(seconds: number): string {
    const whole = Math.round(Math.abs(seconds));
    const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
    const parts = [minutes === 0 ? "" : `${minutes} min`, rest === 0 ? "" : `${rest} s`];
    const text = parts.filter((part) => part !== "").join(" ");
    return `${seconds < 0 && whole > 0 ? "−" : ""}${text === "" ? "0 s" : text}`;
}

/** A ratio as per cent: `0.4 %`, `86 %`. */
export function percent(ratio: number): string {
    const isTiny = ratio > 0 && ratio < 0.0005;
    return isTiny ? "under 0.1 %" : `${rounded(ratio * 100)} %`;
}

/** A ratio's difference in percentage points: `−74 points`. */
export function points(ratio: number): string {
    return `${signed(ratio * 100, rounded)} points`;
}

export function perSecond(value: number): string {
    return `${rounded(value)}/s`;
}

/** Kubernetes' spelling of CPU in print: `300m`, `1.2`. */
export function cpu(cores: number): string {
    return Math.abs(cores) < 1 ? `${rounded(cores * 1000)}m` : rounded(cores);
}

/** Bytes in Kubernetes' binary units: `122Mi`, `1.3Gi`. */
export function memory(bytes: number): string {
    const mebibytes = bytes / 2 ** 20;
    return Math.abs(mebibytes) < 2048 ? `${rounded(mebibytes)}Mi` : `${rounded(bytes / 2 ** 30)}Gi`;
}

export function count(value: number): string {
    return grouped(Math.abs(value) < 99.95 ? Math.round(value * 10) / 10 : Math.round(value));
}

export function dollars(value: number): string {
    return `$${value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** With its sign, a real minus; zero has none. */
export function signed(value: number, format: (value: number) => string): string {
    const text = format(Math.abs(value));
    if (!/[1-9]/.test(text)) {
        return text;
    }
    return `${value < 0 ? "−" : "+"}${text}`;
}

/** Two digits below ten, whole above. */
function rounded(value: number): string {
    const size = Math.abs(value);
    if (size >= 9.95 || Number.isInteger(value)) {
        return grouped(Math.round(value));
    }
    return value.toFixed(1);
}

/** Thousands apart; en-US whatever the machine's locale, so that bytes are the same everywhere. */
function grouped(value: number): string {
    return value.toLocaleString("en-US");
}
