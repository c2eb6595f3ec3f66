/** What only the trainer has: inject, recover, end. */
import type { TrainerView, Welcome } from "../messages";
import { byId, h, set, write } from "./dom";
import { live } from "./live";

export function startTrainer(): void {
    const section = byId("trainer");
    let isMade = false;
    live.on("welcome", (welcome) => {
        if (welcome.role === "trainer" && welcome.incidents.length > 0 && !isMade) {
            isMade = true;
            make(section, welcome);
        }
    });
}

function make(section: HTMLElement, { incidents, remediations }: Welcome): void {
    const choice = h(
        "select",
        { "aria-label": "Incident" },
        ...incidents.map(({ id, title }) => h("option", { value: id }, `${id}: ${title}`)),
    );
    const fixes = remediations.map((name) => h("input", { type: "checkbox", value: name }));
    const users = h("input", {
        ...{ type: "number", min: 1, max: 10_000, placeholder: "as recorded" },
        ...{ "aria-label": "Users" },
    });
    const summary = h("p", { class: "note" });
    const state = h("p", { role: "status", class: "state" });
    const inject = h("button", { type: "submit", class: "danger" }, "Inject");
    const recover = h("button", { type: "button" }, "Recover");
    const end = h("button", { type: "button", class: "danger" }, "End the range");
    const form = h(
        "form",
        {},
        h("label", {}, "Incident ", choice),
        h("label", {}, "Users ", users),
        h(
            "fieldset",
            {},
            h("legend", {}, "Fixes in place"),
            ...fixes.map((box) => h("label", {}, box, ` ${box.value}`)),
        ),
        inject,
        recover,
        end,
    );
    section.append(h("h2", {}, "Trainer"), form, summary, state);
    set(section, { hidden: false });

    const describe = (): void => {
        write(summary, incidents.find(({ id }) => id === choice.value)?.summary ?? "");
    };
    choice.addEventListener("change", describe);
    describe();
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        void act(state, "inject", {
            incident: choice.value,
            remediation: fixes.filter(({ checked }) => checked).map(({ value }) => value),
            ...(users.value === "" ? {} : { users: Number(users.value) }),
        });
    });
    recover.addEventListener("click", () => {
        void act(state, "recover", {});
    });
    end.addEventListener("click", () => {
        if (confirm("End the range, with everything in it?")) {
            void act(state, "end", {});
        }
    });
    live.on("trainer", (view) => {
        set(inject, { disabled: view.busy !== undefined });
        set(recover, { disabled: view.busy !== undefined });
        write(state, stateWords(view));
    });
}

function stateWords({ incident, busy, failure }: TrainerView): string {
    const now = incident === undefined ? "No incident is on." : `On: ${incident}.`;
    return [now, busy === undefined ? "" : `Now: ${busy} …`, failure ?? ""].join(" ").trim();
}

async function act(state: HTMLElement, name: string, body: object): Promise<void> {
    const answer = await fetch(`actions/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
    });
    if (!answer.ok) {
        const { errors } = (await answer.json()) as { readonly errors: readonly string[] };
        write(state, errors.join("; "));
    }
}
