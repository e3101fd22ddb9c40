namespace Airlock.Core.Findings;

/// <summary>
/// Names of the properties that an AIR0001 finding carries from the analyzers to the SBOM. The analyzers write the same
/// names (<c>Inventory/InventoryAnalyzer.cs</c>); both sides are held together by an end-to-end test.
/// </summary>
public static class InventoryKeys
{
    /// <summary>What the asset is: one of <see cref="InventoryKinds"/>.</summary>
    public const string Kind = "kind";

    /// <summary>
    /// Its name: model id, path as written in code, provider, method, route, name of an agent or server, member that holds a prompt. Absent if
    /// it is not known at build time.
    /// </summary>
    public const string Name = "name";

    /// <summary>Provider of a hosted model or service, as <c>OpenAI</c>: the package's name if nothing better is known.</summary>
    public const string Provider = "provider";

    /// <summary>Address of a service, if constant.</summary>
    public const string Endpoint = "endpoint";

    /// <summary>The member that contains the use, as <c>Contoso.Chat.Agent..ctor</c>.</summary>
    public const string Symbol = "symbol";

    /// <summary>The API that was called, as <c>OpenAI.OpenAIClient.GetChatClient</c>.</summary>
    public const string Api = "api";

    /// <summary>
    /// How the name was found: <c>constant</c> in code; <c>default</c>, in code as well, but configuration, the environment or whoever sets an option may replace it;
    /// <c>configuration</c>, a file of the project; or <c>unknown</c>, because only running the program would tell.
    /// </summary>
    public const string How = "how";

    /// <summary>For a name that was found in a file of configuration: the file, as the compiler was given it.</summary>
    public const string NameFile = "nameFile";

    /// <summary>For a name that was found in a file of configuration: the line, from one.</summary>
    public const string NameLine = "nameLine";

    /// <summary>
    /// The key of the configuration that the name is read from, as <c>OpenAI:Model</c>, or <c>env:NAME</c> for a variable of the environment; also where no file gives it a
    /// value. Of a default, the key that would replace it.
    /// </summary>
    public const string NameKey = "nameKey";

    /// <summary>How the address was found, in the words of <see cref="How"/>.</summary>
    public const string EndpointHow = "endpointHow";

    /// <summary>For an address that was found in a file of configuration: the file.</summary>
    public const string EndpointFile = "endpointFile";

    /// <summary>For an address that was found in a file of configuration: the line.</summary>
    public const string EndpointLine = "endpointLine";

    /// <summary>The key of the configuration that the address is read from.</summary>
    public const string EndpointKey = "endpointKey";

    /// <summary>
    /// For a model, what it is asked to do, in the words of the Hugging Face hub (https://huggingface.co/tasks): <c>text-generation</c>,
    /// <c>feature-extraction</c> (embeddings), <c>text-to-image</c>, <c>automatic-speech-recognition</c>, <c>text-to-speech</c>, …
    /// </summary>
    public const string Task = "task";

    /// <summary>
    /// For a hosted model: the name of the deployment, which its owner chose; then <see cref="Name"/> is the model behind it, if the code names that too, and else the
    /// same text, because nothing better stands for the model.
    /// </summary>
    public const string Deployment = "deployment";

    /// <summary>For a hosted model: settings of the call, as <c>temperature=0.2;maxOutputTokens=400</c>.</summary>
    public const string Parameters = "parameters";

    /// <summary>For a service: version of its interface, as <c>2024-10-21</c>.</summary>
    public const string ApiVersion = "apiVersion";

    /// <summary>For a service that is called: how the application proves who it is: <c>api-key</c>, <c>token</c>, <c>none</c> or <c>unknown</c>.</summary>
    public const string Credential = "credential";

    /// <summary>
    /// The assets of which this one is made, or which it uses: a list separated by <c>;</c>, each as <c>kind@file:line:column</c> with the bare file
    /// name and the place of the other's finding.
    /// </summary>
    public const string Uses = "uses";

    /// <summary>Name of the assembly that declares the API, as <c>Microsoft.Extensions.AI.OpenAI</c>.</summary>
    public const string Assembly = "assembly";

    /// <summary>For a tool, what it can do: a list of <c>reads</c>, <c>writes</c>, <c>sends</c>, <c>executes</c> separated by commas, in this order.</summary>
    public const string Capability = "capability";

    /// <summary>For a tool, whether a person approves before it runs: <c>required</c>, <c>none</c> or <c>unknown</c>.</summary>
    public const string Approval = "approval";

    /// <summary>For a tool, to whom it is offered: <c>mcp</c>, to clients of an MCP server, or <c>model</c>.</summary>
    public const string OfferedTo = "offeredTo";

    /// <summary>For a prompt: <c>system</c>, <c>user</c>, <c>assistant</c>, <c>template</c>, <c>tool-description</c> or <c>unknown</c>.</summary>
    public const string Role = "role";

    /// <summary>
    /// For a prompt: SHA-256 of its text as 64 lower-case hex digits; line ends are a line feed, white space at both ends is cut, and what is put in at
    /// run time is <c>{}</c>.
    /// </summary>
    public const string Sha256 = "sha256";

    /// <summary>For a prompt: length of the same text in UTF-16 units.</summary>
    public const string Length = "length";

    /// <summary>For a prompt: how many values are put in at run time.</summary>
    public const string Holes = "holes";

    /// <summary>For a prompt: the same text, only where the project asks for it.</summary>
    public const string Text = "text";

    /// <summary>For an MCP server: <c>offered</c> by the application, or <c>used</c> by it.</summary>
    public const string Direction = "direction";

    /// <summary>For an MCP server that is started as a program: what is started, as <c>npx @scope/server@1.2.3</c>, without arguments.</summary>
    public const string Launches = "launches";

    /// <summary>For an inference endpoint: its route, if the code fixes it.</summary>
    public const string Route = "route";

    /// <summary>For an inference endpoint: the verbs that it answers, as <c>GET,POST</c>, if the code fixes them.</summary>
    public const string Methods = "methods";

    /// <summary>For an inference endpoint: the chain of calls from its handler to the model.</summary>
    public const string Reaches = "reaches";

    /// <summary>For an inference endpoint or an MCP server, whether callers must be known: <c>true</c>, <c>false</c> or <c>unknown</c>.</summary>
    public const string Authenticated = "authenticated";

    /// <summary>For an inference endpoint, whether something limits how often it is called: <c>true</c>, <c>false</c> or <c>unknown</c>.</summary>
    public const string RateLimited = "rateLimited";

    /// <summary>
    /// For an inference endpoint: <c>https</c> if the application sends callers to an encrypted address, else <c>unknown</c>. For an MCP server:
    /// <c>stdio</c>, <c>http</c>, <c>stream</c> or <c>unknown</c>.
    /// </summary>
    public const string Transport = "transport";

    /// <summary>For an inference endpoint that a library maps: documentation comment ID of the method by whose call another project mounts it.</summary>
    public const string MountedBy = "mountedBy";
}

/// <summary>The kinds of assets, as <see cref="InventoryKeys.Kind"/> names them.</summary>
public static class InventoryKinds
{
    /// <summary>A model that a provider runs.</summary>
    public const string HostedModel = "hosted-model";

    /// <summary>A model file that the application loads.</summary>
    public const string LocalModel = "local-model";

    /// <summary>A data set that the application reads.</summary>
    public const string Dataset = "dataset";

    /// <summary>A provider that the application calls.</summary>
    public const string Service = "service";

    /// <summary>A function that models may call.</summary>
    public const string Tool = "tool";

    /// <summary>An endpoint by which the application offers inference.</summary>
    public const string InferenceEndpoint = "inference-endpoint";

    /// <summary>A model with instructions and tools that acts by itself.</summary>
    public const string Agent = "agent";

    /// <summary>A text that is given to models.</summary>
    public const string Prompt = "prompt";

    /// <summary>An MCP server, offered or used.</summary>
    public const string McpServer = "mcp-server";

    /// <summary>A store in which embeddings are kept and searched.</summary>
    public const string VectorStore = "vector-store";

    /// <summary>The first use of a library that serves AI; its name is the assembly's.</summary>
    public const string Library = "library";

    /// <summary>A record that is no asset: a public method that requires authentication for all endpoints of whoever calls it.</summary>
    public const string AuthorizingMethod = "authorizing-method";
}
