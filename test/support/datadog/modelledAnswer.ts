/** The account's answer, held against the official models: what breaks them is a mistake, too. */
import { answer, type Asked, type Office } from "../../../range/account/http/answer";
import { objections } from "../../../range/account/http/models";

export function modelledAnswer(office: Office, asked: Asked): ReturnType<typeof answer> {
    const answered = answer(office, asked);
    const { status, body } = answered.reply;
    // What was refused may have a path that leads nowhere.
    const found = status < 300 ? office.router(asked.method, asked.path) : "no-path";
    const model = typeof found === "string" ? undefined : found.route.response;
    if (model !== undefined && body !== undefined) {
        objections(model, body, "allowed").forEach((text) => {
            office.mistake(`answer to ${asked.method} ${asked.path}: ${text}`);
        });
    }
    return answered;
}
