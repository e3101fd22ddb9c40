using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Tools;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Inventory;

/// <summary>
/// The MCP servers that code uses: by a transport of its own, or by a tool that the provider of a model runs. Of what is started, the package or the program is
/// told, never its arguments and its environment, which may hold secrets.
/// </summary>
internal static class McpServers
{
    /// <summary>The word for a server that the application uses.</summary>
    public const string Used = "used";

    /// <summary>The servers of a call.</summary>
    public static IEnumerable<Asset> In(IOperation operation, AirlockContext airlock) => ClientCall.Of(operation, airlock).SelectMany(client => client.Kind switch
    {
        "mcp-transport" => OfTransport(client, airlock),
        "mcp-tool" => OfTool(client, airlock),
        "mcp-client" when !client.Given("client").SelectMany(airlock.ObjectSettings.MadeBy).Any(IsTransport) => [Record(client, null).With(InventoryKeys.Transport, "unknown")],
        "mcp-server" => OfferedMcpServers.Of(client, airlock),
        _ => [],
    });

    /// <summary>What is started, for people: <c>npx @scope/server@1.2.3</c>.</summary>
    public static string TextOf(PackageLaunch launch) =>
        $"{launch.Launcher.FullName} {(launch.Package.Version is { } version ? launch.Package.With(version) : launch.Package.Name)}";

    /// <summary>The name of a program without the folder that it lies in; null if it is not known.</summary>
    public static string? ProgramOf(string command)
    {
        var words = command.Trim();
        var name = words.Substring(words.LastIndexOfAny(['/', '\\']) + 1).Split(' ')[0];
        return name.Length == 0 || name.IndexOfAny([PackageSpecifier.Unknown, '$', '%', '{', '=']) >= 0 ? null : name;
    }

    private static bool IsTransport(IOperation made) => Call.From(made) is { } call && AssetApis.Find(call.Method)?.Kind == "mcp-transport";

    private static IEnumerable<Asset> OfTransport(ClientCall client, AirlockContext airlock)
    {
        var set = client.Given("options").SelectMany(airlock.ObjectSettings.Of).ToList();
        var name = Values(set, "Name").SelectMany(airlock.Values.InEffect).Select(found => (FoundValue?)found).FirstOrDefault();
        var server = Record(client, name).With(InventoryKeys.Credential, CredentialIn(set, airlock));
        if (client.Value("transport") == "http")
        {
            var addresses = client.Given("options").SelectMany(airlock.ServiceAddresses.SetOn).Select(address => (FoundValue?)address);
            return addresses.DefaultIfEmpty().Select(server.WithEndpoint);
        }

        var launches = LaunchesOf(client, set, airlock).Distinct(StringComparer.Ordinal).Select(launch => (string?)launch);
        return launches.DefaultIfEmpty().Select(launch => server.With(InventoryKeys.Launches, launch));
    }

    private static IEnumerable<string> LaunchesOf(ClientCall client, IReadOnlyList<ISimpleAssignmentOperation> set, AirlockContext airlock)
    {
        var servers = new ServerLaunches(airlock);
        var packages = (client.Call.Operation is IObjectCreationOperation creation ? servers.TalkedToBy(creation) : [])
            .Concat(set.SelectMany(servers.SetBy)).Select(started => TextOf(started.Launch)).ToList();
        return packages.Count > 0 ? packages
            : Values(set, "Command").SelectMany(airlock.Values.InEffect).Select(command => command.Text is { } text ? ProgramOf(text) : null).OfType<string>();
    }

    private static IEnumerable<Asset> OfTool(ClientCall client, AirlockContext airlock)
    {
        // What is no argument may be set as a property of the same name.
        var set = airlock.ObjectSettings.Of(client.Call.Operation).ToList();
        var names = client.Given("name").Concat(Values(set, "ServerLabel")).SelectMany(airlock.Values.InEffect).Select(found => (FoundValue?)found);
        var addresses = client.Given("endpoint").Concat(Values(set, "ServerUri")).SelectMany(airlock.ServiceAddresses.Of).Select(found => (FoundValue?)found);
        var server = Record(client, names.FirstOrDefault()).With(InventoryKeys.Credential, CredentialIn(set, airlock));
        return addresses.DefaultIfEmpty().Select(server.WithEndpoint);
    }

    /// <summary>How the application proves to the server who it is, by the header or the setting that it is sent with; null if nothing shows it.</summary>
    private static string? CredentialIn(IReadOnlyCollection<ISimpleAssignmentOperation> set, AirlockContext airlock)
    {
        if (Values(set, "OAuth").Concat(Values(set, "AuthorizationToken")).Any(value => value.ConstantValue is not { HasValue: true, Value: null }))
        {
            return "token";
        }

        var headers = Values(set, "AdditionalHeaders").Concat(Values(set, "Headers")).SelectMany(airlock.ObjectSettings.MadeBy).OfType<IObjectCreationOperation>()
            .SelectMany(creation => creation.Initializer?.Descendants() ?? [])
            .Select(operation => operation.ConstantValue is { HasValue: true, Value: string text } ? text.ToLowerInvariant() : null).ToList();
        return headers.Contains("authorization") ? "token" : headers.Contains("x-api-key") || headers.Contains("api-key") ? "api-key" : null;
    }

    private static Asset Record(ClientCall client, FoundValue? name)
    {
        var server = new Asset(InventoryKinds.McpServer, name?.Text, client.Call.Operation.Syntax.GetLocation());
        return (name is { } found ? server.WithNameFrom(found) : server)
            .With(InventoryKeys.Direction, Used)
            .With(InventoryKeys.Transport, client.Value("transport"))
            .With(InventoryKeys.Api, client.Call.Name);
    }

    private static IEnumerable<IOperation> Values(IEnumerable<ISimpleAssignmentOperation> set, string property) =>
        set.Where(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: var name } && name == property).Select(assignment => assignment.Value);
}
