/** Who is said to have made what is in the account: it has no users. */
export const author = {
    name: "Range",
    handle: "range@example.com",
    email: "range@example.com",
} as const;
