/** Context of a range's kubeconfig: the guard rails know that whatever it names may be broken. */
export const contextName = "sock-shop-range";
