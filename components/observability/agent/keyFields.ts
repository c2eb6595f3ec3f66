/**
 * Fields of a Secret that keep their values in an update without a key. Both, because the provider
 * turns the first into the second.
 */
export const keyFields = ["stringData", "data"];
