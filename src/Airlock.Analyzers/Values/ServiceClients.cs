using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>The service that a client reaches: who offers it, where, and how the application proves who it is.</summary>
internal sealed class ServiceClients(AirlockContext airlock)
{
    private static readonly string[] AddressRoles = ["endpoint", "transport"];
    private static readonly string[] OptionRoles = ["options", "settings", "configure"];

    /// <summary>The addresses that a call gives to a client; none if it leaves the provider's own.</summary>
    public IReadOnlyList<FoundValue> AddressesOf(ClientCall client)
    {
        var given = AddressRoles.SelectMany(client.Given).SelectMany(airlock.ServiceAddresses.Of)
            .Concat(OptionRoles.SelectMany(client.Given).SelectMany(airlock.ServiceAddresses.SetOn))
            .Concat(client.Call.Operation is IObjectCreationOperation ? airlock.ServiceAddresses.SetOn(client.Call.Operation) : [])
            .Concat(Texts(client, "section").SelectMany(section => airlock.ServiceAddresses.InSection(section, client.Call.Operation)))
            .GroupBy(address => (address.Text, address.Source, address.Key)).Select(same => same.First()).ToList();
        return given.Count > 0 ? given : [.. Texts(client, "connection").Select(name => airlock.ServiceAddresses.OfConnection(name, client.Call.Operation))];
    }

    /// <summary>
    /// Who offers the service to which a client was made. Where some address is given to a client that is used for the services of others too, only that address
    /// says whose it is.
    /// </summary>
    /// <param name="client">The call that makes it.</param>
    /// <param name="address">The address that it is given; null if it is given none.</param>
    public static string? ProviderOf(ClientCall client, FoundValue? address) =>
        address is { } given && Providers.OthersBehind(client.Package) is { } others
            ? (given.Text is { } text ? InferenceHosts.Provider(text) : null) ?? others
            : client.Provider;

    /// <summary>The calls that may have made the client through which an operation names a model: itself, or what made the object that it is called on or given.</summary>
    public IEnumerable<ClientCall> Behind(ClientCall client)
    {
        var holders = client.Given("client").ToList();
        if (holders.Count == 0 && client.Kind == "factory" && client.Call.Operation is IInvocationOperation { Instance: { } instance })
        {
            holders.Add(instance);
        }
        else if (holders.Count == 0 && client.Kind is "adapter" or "model" && client.Call.Operation is IInvocationOperation call && call.Receiver() is { } receiver)
        {
            holders.Add(receiver);
        }

        return holders.Count == 0 ? [client] : holders.SelectMany(airlock.ObjectSettings.MadeBy).Where(made => made != client.Call.Operation)
            .SelectMany(made => ClientCall.Of(made, airlock).Where(maker => maker.Kind is "ctor" or "client" or "factory" or "register"))
            .SelectMany(maker => maker.Kind == "factory" ? Behind(maker) : [maker]);
    }

    /// <summary>How the application proves who it is: <c>api-key</c>, <c>token</c>, <c>none</c> or <c>unknown</c>.</summary>
    public string CredentialOf(ClientCall client)
    {
        if (client.Given("key").Any())
        {
            return "api-key";
        }

        if (ProofSetOn(client) is { } proof)
        {
            return proof;
        }

        foreach (var credential in client.Given("credential"))
        {
            return CredentialTypes.Find(credential.Unwrap().Type) ?? CredentialTypes.Find(credential.Type) ?? "unknown";
        }

        var isOpen = client.Takes("endpoint") && !client.Takes("section") && !OptionRoles.SelectMany(client.Given).Any();
        return isOpen && client.Given("endpoint").All(IsAddress) ? "none" : "unknown";
    }

    /// <summary>The version of the interface that a call asks for, as <c>2024-10-21</c>; null if it asks for none, or it is not known.</summary>
    public string? ApiVersionOf(ClientCall client) =>
        client.Call.Arguments.Concat(OptionRoles.SelectMany(client.Given).SelectMany(airlock.ObjectSettings.MadeBy).OfType<IObjectCreationOperation>().SelectMany(creation => creation.Arguments))
            .Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue)
            .Select(VersionOf).FirstOrDefault(version => version is not null);

    /// <summary>The constant texts that a call gives to the parameters of a role.</summary>
    public static IEnumerable<string> Texts(ClientCall client, string role) => client.Given(role).Select(value => ConstantText.Of(value)?.Text).OfType<string>();

    /// <summary>What the properties of the client, or of its options, are set to.</summary>
    private string? ProofSetOn(ClientCall client) =>
        OptionRoles.SelectMany(client.Given).Append(client.Call.Operation).SelectMany(airlock.ObjectSettings.Of)
            .Where(assignment => assignment.Value.ConstantValue is not { HasValue: true, Value: null })
            .Select(assignment => assignment.Target is IPropertyReferenceOperation { Property: var property }
                ? airlock.Catalog.Find(CatalogTable.Clients, property).Select(row => row.Value("proves")).FirstOrDefault(proves => proves is not null) ?? CredentialTypes.FindSetting(property)
                : null)
            .FirstOrDefault(proof => proof is not null);

    private static bool IsAddress(IOperation value) => value.Unwrap().Type is { SpecialType: SpecialType.System_String } or { Name: "Uri" };

    // An enumeration of versions names them V2024_10_21 and V2024_12_01_Preview.
    private static string? VersionOf(IArgumentOperation argument) => argument switch
    {
        { Parameter.Name: "apiVersion" } when ConstantText.Of(argument.Value) is { } text => text.Text,
        { Parameter.Type.Name: "ServiceVersion" } when argument.Value.Unwrap() is IFieldReferenceOperation { Field: { IsConst: true, Name: var name } } && name.StartsWith("V", StringComparison.Ordinal) =>
            name.Substring(1).Replace('_', '-').ToLowerInvariant(),
        _ => null,
    };
}
