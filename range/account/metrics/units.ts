/** Units as Datadog names them. */
import { metricFact } from "../../../datadog/facts/metrics";
import type { UnitName } from "../../../datadog/facts/units";
import type { Fields } from "../http/exchange";

interface Unit extends Fields {
    readonly family: string;
    readonly name: string;
    readonly plural: string;
    readonly short_name: string;
    readonly scale_factor: number;
}

const unit = (
    family: string,
    name: string,
    short_name: string,
    scale_factor: number,
    plural = `${name}s`,
): Unit => ({ family, name, plural, short_name, scale_factor });

const second = unit("time", "second", "s", 1);

/** What is measured, and per what. */
const units: Readonly<Record<UnitName, readonly [Unit | null, Unit | null]>> = {
    nanocores: [unit("cpu", "nanocore", "ncores", 1e-9), null],
    cores: [unit("cpu", "core", "core", 1), null],
    bytes: [unit("bytes", "byte", "B", 1), null],
    "bytes per second": [unit("bytes", "byte", "B", 1), second],
    seconds: [second, null],
    milliseconds: [unit("time", "millisecond", "ms", 0.001), null],
    "seconds per second": [second, second],
    "nanoseconds per second": [unit("time", "nanosecond", "ns", 1e-9), second],
    "per second": [null, second],
    fraction: [unit("percentage", "fraction", "", 1), null],
    count: [null, null],
};

/** Of a metric that nothing is known of there is no unit. */
export function unitsOf(metric: string): readonly [Unit | null, Unit | null] {
    const fact = metricFact(metric);
    return fact === undefined ? [null, null] : units[fact.unit];
}
