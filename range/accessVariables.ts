/** How clients of Kubernetes' API and of Datadog's reach a range. */
export interface ClientAccess {
    readonly kubeconfigPath: string;
    /** Base URL of Datadog's API. */
    readonly datadogUrl: string;
    readonly apiKey: string;
    readonly appKey: string;
}

/** As kubectl, the Pulumi program, Datadog's provider and its official clients read them. */
export function accessVariables(access: ClientAccess): Readonly<Record<string, string>> {
    return {
        KUBECONFIG: access.kubeconfigPath,
        DD_HOST: access.datadogUrl,
        DATADOG_HOST: access.datadogUrl,
        DD_API_KEY: access.apiKey,
        DD_APP_KEY: access.appKey,
    };
}
