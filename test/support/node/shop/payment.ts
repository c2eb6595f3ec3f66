/** The payment service: authorises what is not too much. */
import { endOnSignal, serve } from "./http";

/** As the image 0.4.3 has it. */
const limitDollars = 100;

endOnSignal();
serve(80, ({ path, body }) => {
    if (path === "/health") {
        return { status: 200, body: { health: [{ service: "payment", status: "OK" }] } };
    }
    const amount = Number(body.amount);
    if (!(amount > 0)) {
        return { status: 500 };
    }
    const authorised = amount <= limitDollars;
    const message = authorised
        ? "Payment authorised"
        : `Payment declined: amount exceeds ${limitDollars.toFixed(2)}`;
    return { status: 200, body: { authorised, message } };
});
