using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Inventory;

/// <summary>The agents of the program, with what they are made of.</summary>
internal sealed class Agents(AirlockContext airlock, AgentMaking making, AssetParts parts)
{
    /// <summary>The agents that an operation makes: several where it may have one of several names.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="member">The member in whose body it stands.</param>
    public IEnumerable<Asset> In(IOperation operation, ISymbol member)
    {
        if (making.Made(operation) is not { } made)
        {
            yield break;
        }

        var place = operation.Syntax.GetLocation();
        var uses = string.Join(";", parts.Of(operation));
        var names = made.Names(making.RegistrationAround(operation)).ToList();
        foreach (var name in names.Count == 0 ? [null] : names.Select(name => (ModelId?)name))
        {
            var asset = new Asset(InventoryKinds.Agent, name?.Text, place)
                .With(InventoryKeys.Symbol, SymbolName.Of(member))
                .With(InventoryKeys.Api, made.Call.Name)
                .With(InventoryKeys.Assembly, CatalogLookup.Declaration(made.Call.Method).ContainingAssembly?.Name)
                .With(InventoryKeys.Uses, uses);
            yield return name is { Key: { } key, Written: var written }
                ? asset.With(InventoryKeys.How, "configuration")
                    .With(InventoryKeys.NameKey, key)
                    .With(InventoryKeys.NameFile, written.GetLineSpan().Path)
                    .With(InventoryKeys.NameLine, (written.GetLineSpan().StartLinePosition.Line + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))
                : asset;
        }

        // A client that no row of the catalog names may still be told its model here.
        if (!HostedModel.In(operation, airlock).Any())
        {
            foreach (var id in made.Arguments("model", "modelId", "deploymentName").SelectMany(airlock.ModelIds.Reaching))
            {
                yield return new Asset(InventoryKinds.HostedModel, id.Text, id.Syntax.GetLocation())
                    .With(InventoryKeys.Symbol, SymbolName.Of(member))
                    .With(InventoryKeys.Api, made.Call.Name);
            }
        }
    }

    /// <summary>A class of the program that is an agent.</summary>
    public IEnumerable<Asset> Of(INamedTypeSymbol type) => !making.IsWrittenHere(type)
        ? []
        : [
            new Asset(InventoryKinds.Agent, type.Name, type.Locations[0])
                .With(InventoryKeys.Symbol, SymbolName.Of(type))
                .With(InventoryKeys.Api, SymbolName.Of(type.BaseType!))
                .With(InventoryKeys.Assembly, type.BaseType!.ContainingAssembly.Name),
        ];
}
