/** A dashboard as the API gives it, as far as the page draws it; anything may be missing. */

export interface Definition {
    readonly type: string;
    readonly title?: string;
    readonly requests?: readonly WidgetRequest[];
    readonly widgets?: readonly Widget[];
    readonly markers?: readonly {
        readonly value?: string;
        readonly display_type?: string;
        readonly label?: string;
    }[];
    readonly events?: readonly unknown[];
    readonly background_color?: string;
    readonly content?: string;
    readonly text?: string;
    readonly query?: string;
    readonly precision?: number;
}

export interface WidgetRequest {
    readonly response_format?: string;
    readonly display_type?: string;
    readonly queries?: readonly NamedQuery[];
    readonly formulas?: readonly {
        readonly formula: string;
        readonly alias?: string;
        readonly limit?: unknown;
    }[];
    readonly conditional_formats?: readonly ConditionalFormat[];
    /** Of lists. */
    readonly query?: {
        readonly data_source?: string;
        readonly query_string?: string;
        readonly limit?: number;
    };
    readonly columns?: readonly { readonly field: string }[];
    /** Of an older form, before formulas. */
    readonly q?: string;
}

export interface NamedQuery {
    readonly name?: string;
    readonly data_source?: string;
    readonly query?: string;
    readonly search?: { readonly query?: string };
}

export interface ConditionalFormat {
    readonly comparator: string;
    readonly value: number;
    readonly palette: string;
}

export interface Layout {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

export interface Widget {
    readonly id?: number;
    readonly definition: Definition;
    readonly layout?: Layout;
}

export interface TemplateVariable {
    readonly name: string;
    readonly prefix?: string | null;
    readonly defaults?: readonly string[];
}

export interface DashboardDefinition {
    readonly id: string;
    readonly title: string;
    readonly modified_at?: string;
    readonly description?: string | null;
    readonly widgets: readonly Widget[];
    readonly template_variables?: readonly TemplateVariable[] | null;
}
