using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>A call that makes, registers or is given a client, as one of the two tables describes it.</summary>
/// <param name="Call">The call.</param>
/// <param name="Kind">The kind of the row, as <c>ctor</c> or <c>register</c>.</param>
/// <param name="Package">The package that holds the API.</param>
/// <param name="Provider">Who stands behind the API; null if that is not known.</param>
internal readonly record struct ClientCall(Call Call, string Kind, string Package, string? Provider)
{
    private CatalogRow? Row { get; init; }

    private AssetApi? Api { get; init; }

    /// <summary>What an operation is for clients; none for most.</summary>
    public static IEnumerable<ClientCall> Of(IOperation operation, AirlockContext airlock)
    {
        if (Call.From(operation) is not { } call)
        {
            yield break;
        }

        foreach (var row in airlock.Catalog.Find(CatalogTable.Clients, call.Method))
        {
            yield return new ClientCall(call, row.Kind, row.Package, Providers.Find(row.Package)) { Row = row };
        }

        // A server of one's own is told which model to fetch.
        foreach (var row in airlock.Catalog.Find(CatalogTable.ModelLoads, call.Method).Where(row => row.Parameters("model").Any() || row.Parameters("deployment").Any()))
        {
            yield return new ClientCall(call, row.Kind, row.Package, Providers.Find(row.Package)) { Row = row };
        }

        if (AssetApis.Find(call.Method) is { } api)
        {
            yield return new ClientCall(call, api.Kind, api.Package, api.Provider) { Api = api };
        }
    }

    /// <summary>Whether the API has a parameter of a role.</summary>
    public bool Takes(string role) => Row?.Parameters(role).Any() == true || Api?.Names(role) is { IsEmpty: false };

    /// <summary>What is given to the parameters of a role; <c>null</c> is nothing.</summary>
    public IEnumerable<IOperation> Given(string role)
    {
        var arguments = Row is { } row
            ? row.Parameters(role).Select(Call.Argument).OfType<IOperation>()
            : Arguments(role).Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue).Select(argument => argument.Value);
        return arguments.Where(value => value.ConstantValue is not { HasValue: true, Value: null });
    }

    /// <summary>The arguments of a role of an API of which every overload means the same, with those that their defaults give.</summary>
    public IEnumerable<IArgumentOperation> Arguments(string role)
    {
        var names = Api?.Names(role) ?? [];
        return names.IsEmpty ? [] : Call.Arguments.Where(argument => argument.Parameter is { } parameter && names.Contains(parameter.Name));
    }

    /// <summary>A fixed value that the row says, or null.</summary>
    public string? Value(string name) => Row?.Value(name) ?? (Api?.Names(name) is { IsEmpty: false } values ? values[0] : null);
}
