import { svg } from "./dom";

const [width, height] = [120, 24];

/** A small line without axes: which way it goes. */
export function sparkline(
    times: readonly number[],
    values: readonly (number | null)[],
    from: number,
    until: number,
): SVGElement {
    const picture = svg("svg", {
        ...{ class: "sparkline", viewBox: `0 0 ${width} ${height}` },
        ...{ preserveAspectRatio: "none", "aria-hidden": "true" },
    });
    const most = Math.max(1e-9, ...values.map((value) => value ?? 0));
    let isDown = false;
    const path = values
        .map((value, at) => {
            if (value === null) {
                isDown = false;
                return "";
            }
            const x = (((times[at] ?? from) - from) / (until - from)) * width;
            const y = height - 1 - (value / most) * (height - 3);
            const step = `${isDown ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
            isDown = true;
            return step;
        })
        .join("");
    picture.append(svg("path", { d: path }));
    return picture;
}
