using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>A hosted model that the code asks a provider for.</summary>
/// <param name="Row">The row of the catalog that names the parameter or property.</param>
/// <param name="Value">The expression that names the model.</param>
/// <param name="IsDeployment">Whether it names a deployment, which is called as its owner likes.</param>
/// <param name="Ids">The ids that the value may be, as far as code and settings fix them.</param>
internal readonly record struct HostedModel(CatalogRow Row, IOperation Value, bool IsDeployment, IEnumerable<ModelId> Ids)
{
    private static readonly string[] Roles = ["model", "deployment"];

    /// <summary>The kinds of operation that may name a model.</summary>
    public static ImmutableArray<OperationKind> Kinds { get; } = Call.Kinds.Add(OperationKind.SimpleAssignment);

    /// <summary>The models that an operation names: a call through its arguments, an assignment through its target.</summary>
    public static IEnumerable<HostedModel> In(IOperation operation, AirlockContext airlock)
    {
        if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment)
        {
            foreach (var row in Rows(property, airlock).Where(row => row.Kind == "model" || row.Parameters("model").Any()))
            {
                yield return Of(row, assignment.Value, isDeployment: false, airlock);
            }
        }
        else if (Call.From(operation) is { } call)
        {
            foreach (var row in Rows(call.Method, airlock))
            {
                foreach (var role in Roles)
                {
                    foreach (var value in row.Parameters(role).Select(call.Argument).OfType<IOperation>().Where(value => !IsNull(value)))
                    {
                        yield return Of(row, value, role == "deployment", airlock);
                    }
                }
            }
        }
    }

    private static HostedModel Of(CatalogRow row, IOperation value, bool isDeployment, AirlockContext airlock) =>
        new(row, value, isDeployment, airlock.ModelIds.Reaching(value));

    /// <summary>Clients name the models that they ask, and a server of one's own is told which to fetch.</summary>
    private static IEnumerable<CatalogRow> Rows(ISymbol member, AirlockContext airlock) =>
        airlock.Catalog.Find(CatalogTable.Clients, member).Concat(airlock.Catalog.Find(CatalogTable.ModelLoads, member));

    private static bool IsNull(IOperation value) => value.ConstantValue is { HasValue: true, Value: null };
}
