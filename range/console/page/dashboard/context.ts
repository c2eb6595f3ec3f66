import { filled, type Values } from "./variables";
import type { NamedQuery, TemplateVariable, WidgetRequest } from "./definition";
import type { Question } from "../api";

/** What the widgets of a dashboard have in common. */
export class Context {
    constructor(
        private readonly variables: readonly TemplateVariable[],
        private readonly values: Values,
    ) {}

    fill(query: string): string {
        return filled(query, this.variables, this.values);
    }

    /** What a request of a widget asks for; the older form has one query and no formula. */
    question({ queries, formulas, q }: WidgetRequest): Question {
        if (queries === undefined) {
            const query = { data_source: "metrics", name: "query1", query: this.fill(q ?? "") };
            return { queries: [query], formulas: [{ formula: "query1" }] };
        }
        const named = queries.map((query, at) => this.named(query, at));
        return {
            queries: named,
            formulas:
                formulas === undefined
                    ? named.map(({ name = "" }) => ({ formula: name }))
                    : formulas.map(({ formula, limit }) => ({
                          formula,
                          ...(limit === undefined ? {} : { limit }),
                      })),
        };
    }

    private named(query: NamedQuery, at: number): NamedQuery {
        return {
            ...query,
            name: query.name ?? `query${at + 1}`,
            ...(query.query === undefined ? {} : { query: this.fill(query.query) }),
            ...(query.search?.query === undefined
                ? {}
                : { search: { query: this.fill(query.search.query) } }),
        };
    }
}

/** A widget as it is drawn. */
export interface Drawn {
    readonly element: HTMLElement;
    /** Reads its data anew and shows them; rejects with a reason for people. */
    readonly refresh: () => Promise<void>;
}
