using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>A hosted model that the code asks a provider for.</summary>
/// <param name="Row">The row of the catalog that names the parameter or property.</param>
/// <param name="Value">The expression that names the model.</param>
/// <param name="IsDeployment">Whether it names a deployment, which is called as its owner likes.</param>
internal readonly record struct HostedModel(CatalogRow Row, IOperation Value, bool IsDeployment)
{
    /// <summary>The ids that the value may be, as far as the code fixes them; empty texts name no model.</summary>
    public IEnumerable<ConstantText> Ids => ConstantText.Reaching(Value).Where(id => !string.IsNullOrWhiteSpace(id.Text));

    /// <summary>The models that an operation names: a call through its arguments, an assignment through its target.</summary>
    public static IEnumerable<HostedModel> In(IOperation operation, AirlockContext airlock)
    {
        if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment)
        {
            foreach (var row in airlock.Catalog.Find(CatalogTable.Clients, property).Where(row => row.Kind == "model"))
            {
                yield return new HostedModel(row, assignment.Value, IsDeployment: false);
            }
        }
        else if (Call.From(operation) is { } call)
        {
            foreach (var row in airlock.Catalog.Find(CatalogTable.Clients, call.Method))
            {
                foreach (var role in new[] { "model", "deployment" })
                {
                    foreach (var value in row.Parameters(role).Select(call.Argument).OfType<IOperation>().Where(value => !IsNull(value)))
                    {
                        yield return new HostedModel(row, value, role == "deployment");
                    }
                }
            }
        }
    }

    private static bool IsNull(IOperation value) => value.ConstantValue is { HasValue: true, Value: null };
}
