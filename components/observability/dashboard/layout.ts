import type { Section, SizedWidget, WidgetDefinition } from "./widget";

/** Columns of a dashboard whose layout is fixed. */
const columns = 12;

/** The row that a group's headline takes. */
const headline = 1;

interface Layout {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

/** A widget as the API takes it. */
export interface PlacedWidget {
    readonly definition: WidgetDefinition;
    readonly layout: Layout;
}

/** Sections below each other, and in each the widgets from left to right, row by row. */
export function placed(sections: readonly Section[]): readonly PlacedWidget[] {
    let y = 0;
    return sections.map((section) => {
        const widgets = inRows(section.widgets);
        const bottom = Math.max(...widgets.map(({ layout }) => layout.y + layout.height));
        const layout = { x: 0, y, width: columns, height: bottom + headline };
        y += layout.height;
        return { definition: groupOf(section, widgets), layout };
    });
}

function groupOf({ title, color }: Section, widgets: readonly PlacedWidget[]): WidgetDefinition {
    return {
        type: "group",
        title,
        background_color: `vivid_${color}`,
        show_title: true,
        layout_type: "ordered",
        widgets,
    };
}

function inRows(widgets: readonly SizedWidget[]): readonly PlacedWidget[] {
    let [x, y, rowHeight] = [0, 0, 0];
    return widgets.map(({ definition, width, height }) => {
        if (x + width > columns) {
            [x, y, rowHeight] = [0, y + rowHeight, 0];
        }
        const layout = { x, y, width, height };
        x += width;
        rowHeight = Math.max(rowHeight, height);
        return { definition, layout };
    });
}
