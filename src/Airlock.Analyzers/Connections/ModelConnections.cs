using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Connections;

/// <summary>
/// Which handlers, HTTP clients and options of connections end at a model: the object is followed forward through variables, members,
/// what it is put into, methods of the program and registrations, until a library for AI is given it, or a request with it goes to the
/// address of an inference service.
/// </summary>
internal sealed class ModelConnections
{
    private readonly AirlockContext _airlock;
    private readonly Lazy<bool> _usesModels;

    /// <param name="airlock">The context of the compilation.</param>
    public ModelConnections(AirlockContext airlock)
    {
        _airlock = airlock;
        _usesModels = new(() => CatalogTable.Clients.Rows.Where(row => row.Kind is "ctor" or "register" or "factory").Select(row => CatalogName(row.Id)).Distinct()
            .Any(name => airlock.Uses.BodiesMentioning(name).SelectMany(body => body.DescendantsAndSelf()).Any(IsModelClient)));
    }

    /// <summary>Whether the program makes or registers a client of a model anywhere.</summary>
    public bool UsesModels => _usesModels.Value;

    /// <summary>Whether the object that holds a property connects to a model, outside development.</summary>
    /// <param name="setting">The property, where it is assigned.</param>
    public bool ServesModel(IPropertyReferenceOperation setting) => new ConnectionSearch(_airlock).OfOwner(setting);

    /// <summary>Whether an object connects to a model, outside development.</summary>
    /// <param name="value">The expression that makes it.</param>
    public bool ServesModel(IOperation value) => new ConnectionSearch(_airlock).Of(value);

    private bool IsModelClient(IOperation operation) =>
        Call.From(operation) is { } call && _airlock.Catalog.Find(CatalogTable.Clients, call.Method).Any(row => row.Kind is "ctor" or "register" or "factory");

    /// <summary>The name by which the index of the code finds a member: of a constructor, its type's.</summary>
    private static string CatalogName(string id)
    {
        var parts = id.Split('(')[0].Split('.');
        return (parts[parts.Length - 1] == "#ctor" ? parts[parts.Length - 2] : parts[parts.Length - 1]).Split('`')[0];
    }
}
