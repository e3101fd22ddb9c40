namespace Airlock.Core.Findings;

/// <summary>
/// Names of the properties that an AIR0001 finding carries from the analyzers to the SBOM. The analyzers write the same
/// names (<c>Inventory/InventoryAnalyzer.cs</c>); both sides are held together by an end-to-end test.
/// </summary>
public static class InventoryKeys
{
    /// <summary>What the asset is: <c>hosted-model</c>, <c>local-model</c>, <c>dataset</c>, <c>service</c>, <c>tool</c> or <c>inference-endpoint</c>.</summary>
    public const string Kind = "kind";

    /// <summary>Its name: model id, path as written in code, provider, method or route. Absent if it is not known at build time.</summary>
    public const string Name = "name";

    /// <summary>Provider of a hosted model or service, as <c>OpenAI</c>: the package's name if nothing better is known.</summary>
    public const string Provider = "provider";

    /// <summary>Address of a service, if constant.</summary>
    public const string Endpoint = "endpoint";

    /// <summary>The member that contains the use, as <c>Contoso.Chat.Agent..ctor</c>.</summary>
    public const string Symbol = "symbol";

    /// <summary>The API that was called, as <c>OpenAI.OpenAIClient.GetChatClient</c>.</summary>
    public const string Api = "api";

    /// <summary>How the name was found: <c>constant</c> or <c>unknown</c>.</summary>
    public const string How = "how";

    /// <summary>For an inference endpoint: its route, if the code fixes it.</summary>
    public const string Route = "route";

    /// <summary>For an inference endpoint: the verbs that it answers, as <c>GET,POST</c>, if the code fixes them.</summary>
    public const string Methods = "methods";

    /// <summary>For an inference endpoint: the chain of calls from its handler to the model.</summary>
    public const string Reaches = "reaches";

    /// <summary>For an inference endpoint, whether callers must be known: <c>true</c>, <c>false</c> or <c>unknown</c>.</summary>
    public const string Authenticated = "authenticated";

    /// <summary>For an inference endpoint, whether something limits how often it is called: <c>true</c>, <c>false</c> or <c>unknown</c>.</summary>
    public const string RateLimited = "rateLimited";

    /// <summary>For an inference endpoint: <c>https</c> if the application sends callers to an encrypted address, else <c>unknown</c>.</summary>
    public const string Transport = "transport";

    /// <summary>For an inference endpoint that a library maps: documentation comment ID of the method by whose call another project mounts it.</summary>
    public const string MountedBy = "mountedBy";

    /// <summary>The kind of a record that is no asset: a public method that requires authentication for all endpoints of whoever calls it.</summary>
    public const string AuthorizingMethod = "authorizing-method";
}
