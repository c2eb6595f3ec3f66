import { type EChartsOption, init } from "echarts";

import { escaped } from "../html/escape";

export interface Size {
    readonly width: number;
    readonly height: number;
}

/** What a reader who does not see the picture is told. */
export interface Words {
    /** Unique in the page. */
    readonly id: string;
    readonly title: string;
    readonly description: string;
}

const fontFamily = "system-ui, sans-serif";

/** A chart as an SVG element to stand in a page; the same option gives the same bytes. */
export function svgOf(option: EChartsOption, size: Size, words: Words): string {
    const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
    try {
        chart.setOption({ animation: false, textStyle: { fontFamily }, ...option });
        return withWords(withoutCounters(chart.renderToSVGString(), words.id), size, words);
    } finally {
        // One that is left keeps the process alive for ever.
        chart.dispose();
    }
}

/**
 * The library numbers charts and style classes over the life of the process; both numbers would
 * make a second report differ. The classes carry hover styles only, which nothing here needs.
 */
function withoutCounters(svg: string, id: string): string {
    return svg
        .replace(/<style\s*>[\s\S]*?<\/style>/g, "")
        .replace(/ class="zr\d+-cls-\d+"/g, "")
        .replace(/ ecmeta_\w+="[^"]*"/g, "")
        .replace(/ pointer-events="visible"/g, "")
        .replace(/\bzr\d+-c(\d+)\b/g, `${id}-c$1`)
        .replace(/^<rect [^>]*fill="none"><\/rect>\n/m, "")
        .replace(/\n+/g, "\n");
}

function withWords(svg: string, { width, height }: Size, words: Words): string {
    const { id, title, description } = words;
    const head =
        `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" ` +
        `aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${escaped(title)}</title>` +
        `<desc id="${id}-d">${escaped(description)}</desc>`;
    return svg.replace(/^<svg [^>]*>/, head);
}
