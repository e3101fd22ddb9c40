using System.Collections.Immutable;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Inventory;

/// <summary>An AI asset that the code uses: what the SBOM lists.</summary>
/// <param name="Kind">One of the kinds that <see cref="InventoryKeys.Kind"/> names.</param>
/// <param name="Name">Model id, path, provider, method or route; null if only running the program would tell.</param>
/// <param name="Place">The expression or declaration that shows it.</param>
internal sealed record Asset(string Kind, string? Name, Location Place)
{
    /// <summary>Who offers it, or null.</summary>
    public string? Provider { get; init; }

    /// <summary>Its address, or null if it is not constant.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The member that contains the use; for a tool the method that the model calls.</summary>
    public string? Symbol { get; init; }

    /// <summary>The API that was called.</summary>
    public string? Api { get; init; }

    /// <summary>For an inference endpoint: its route.</summary>
    public string? Route { get; init; }

    /// <summary>For an inference endpoint: the verbs it answers, as <c>GET,POST</c>.</summary>
    public string? Methods { get; init; }

    /// <summary>For an inference endpoint: the chain by which it runs a model.</summary>
    public string? Reaches { get; init; }

    /// <summary>For an inference endpoint: whether only known callers reach it.</summary>
    public string? Authenticated { get; init; }

    /// <summary>For an inference endpoint: whether something limits how often it is called.</summary>
    public string? RateLimited { get; init; }

    /// <summary>For an inference endpoint: how callers reach it.</summary>
    public string? Transport { get; init; }

    /// <summary>For an inference endpoint: the method of this assembly by whose call another mounts it.</summary>
    public string? MountedBy { get; init; }

    /// <summary>The asset for people, as <c>hosted model gpt-4o (OpenAI)</c>.</summary>
    public string Description =>
        $"{Kind.Replace('-', ' ')} {Name ?? "of unknown name"}{(Provider is null || Provider == Name ? "" : $" ({Provider})")}";

    /// <summary>The facts for machines, under the names of <see cref="InventoryKeys"/>; what is unknown is left out.</summary>
    public ImmutableDictionary<string, string?> Properties()
    {
        var properties = ImmutableDictionary.CreateBuilder<string, string?>();
        Add(InventoryKeys.Kind, Kind);
        Add(InventoryKeys.Name, Name);
        Add(InventoryKeys.Provider, Provider);
        Add(InventoryKeys.Endpoint, Endpoint);
        Add(InventoryKeys.Symbol, Symbol);
        Add(InventoryKeys.Api, Api);
        Add(InventoryKeys.How, Name is null ? "unknown" : "constant");
        Add(InventoryKeys.Route, Route);
        Add(InventoryKeys.Methods, Methods);
        Add(InventoryKeys.Reaches, Reaches);
        Add(InventoryKeys.Authenticated, Authenticated);
        Add(InventoryKeys.RateLimited, RateLimited);
        Add(InventoryKeys.Transport, Transport);
        Add(InventoryKeys.MountedBy, MountedBy);
        return properties.ToImmutable();

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                properties.Add(key, value);
            }
        }
    }
}
