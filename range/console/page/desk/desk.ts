/** Questions to whoever looks at the console, and a form for the answers. */
import type { DeskView } from "../../messages";
import { bodyOf, byId, h, set, write } from "../dom";
import { clockTime } from "../format";
import { live } from "../live";
import { groupOf } from "./fields";
import { type Kind, kindsOf, type Schema, titleOf } from "./schema";

export function startDesk(): void {
    let shown = "";
    live.on("desk", (desk) => {
        // A page that has come back is told again: what was begun stays.
        const text = JSON.stringify(desk);
        if (text !== shown) {
            shown = text;
            show(desk);
        }
    });
}

function show(desk: DeskView | null): void {
    const link = document.querySelector('nav a[href="#desk"]');
    [byId("desk"), link].forEach((element) => {
        if (element !== null) {
            set(element, { hidden: desk === null });
        }
    });
    bodyOf("desk").replaceChildren(...(desk === null ? [] : contentOf(desk)));
}

function contentOf({ task, schema }: DeskView): readonly Node[] {
    const forms = kindsOf(schema as Schema).map(formOf);
    const end = h("button", { type: "button", class: "danger" }, "Nothing more to say");
    const state = h("p", { role: "status", class: "state" });
    end.addEventListener("click", () => {
        if (confirm("Say that you are done? What users get from now on still counts.")) {
            void send("done", undefined, state, "Done.");
        }
    });
    return [
        h("details", {}, h("summary", {}, "The task"), h("pre", {}, task)),
        ...forms,
        h("div", { class: "end" }, end, state),
    ];
}

/** Folded, with the question as its title: one can be answered at a time, in any order. */
function formOf({ name, fixed, schema }: Kind): HTMLElement {
    const fields = groupOf(schema);
    const state = h("p", { role: "status", class: "state" });
    const form = h(
        "form",
        {},
        ...fields.elements,
        h("div", { class: "end" }, h("button", { type: "submit" }, "Answer"), state),
    );
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        const answer = { ...fixed, ...fields.value() };
        void send("answer", answer, state, `Taken at ${clockTime(live.now)}. The last one counts.`);
    });
    const question = `${titleOf(name)}: ${schema.description ?? ""}`;
    return h("details", { id: `desk-${name}` }, h("summary", {}, question), form);
}

async function send(
    what: string,
    body: unknown,
    state: HTMLElement,
    thanks: string,
): Promise<void> {
    try {
        const answer = await fetch(`desk/${what}`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const { errors = [] } = (await answer.json()) as { readonly errors?: readonly string[] };
        set(state, { class: answer.ok ? "state" : "state bad" });
        write(state, answer.ok ? thanks : `Not understood: ${errors.join("; ")}`);
    } catch {
        write(state, "The console does not answer: try again.");
    }
}
