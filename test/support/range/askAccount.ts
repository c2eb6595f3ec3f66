/** Asks a range's account with the keys that its environment has. */
export function askAccount(
    { DD_HOST = "", DD_API_KEY = "", DD_APP_KEY = "" }: Readonly<Record<string, string>>,
    path: string,
    body?: object,
): Promise<Response> {
    return fetch(DD_HOST + path, {
        method: body === undefined ? "GET" : "POST",
        headers: {
            "dd-api-key": DD_API_KEY,
            "dd-application-key": DD_APP_KEY,
            "content-type": "application/json",
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}
