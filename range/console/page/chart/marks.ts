/** Lines across a graph: moments and thresholds. */
import type uPlot from "uplot";

import { colour } from "./colours";
import type { ThresholdLine } from "./content";

/** Vertical lines at the moments. */
export function drawMoments(plot: uPlot, moments: readonly number[]): void {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = colour("--faint");
    ctx.setLineDash([2, 3]);
    for (const moment of moments) {
        const x = Math.round(plot.valToPos(moment, "x", true)) + 0.5;
        if (x >= bbox.left && x <= bbox.left + bbox.width) {
            stroke(ctx, x, bbox.top, x, bbox.top + bbox.height);
        }
    }
    ctx.restore();
}

export function drawThresholds(plot: uPlot, thresholds: readonly ThresholdLine[]): void {
    const { ctx, bbox } = plot;
    ctx.save();
    for (const { value, severity } of thresholds) {
        const y = Math.round(plot.valToPos(value, "y", true)) + 0.5;
        if (y >= bbox.top && y <= bbox.top + bbox.height) {
            ctx.strokeStyle = colour(severity.startsWith("error") ? "--bad" : "--good");
            ctx.setLineDash([6, 4]);
            stroke(ctx, bbox.left, y, bbox.left + bbox.width, y);
        }
    }
    ctx.restore();
}

function stroke(
    ctx: CanvasRenderingContext2D,
    ...[x1, y1, x2, y2]: readonly [number, number, number, number]
): void {
    ctx.beginPath();
    ctx.moveTo(x1, y1);
    ctx.lineTo(x2, y2);
    ctx.stroke();
}
