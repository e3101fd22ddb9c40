using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Configuration;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Inventory;

/// <summary>
/// The hosted models that an operation asks a provider for. Where it names a deployment, which its owner calls as he likes, the model behind it is known only
/// if the operation names it too; else the deployment's name stands for it, because nothing else is known of it.
/// </summary>
internal static class HostedModels
{
    /// <summary>What a connection string calls the model.</summary>
    private static readonly string[] ConnectionWords = ["Deployment", "DeploymentName", "DeploymentId", "Model"];

    /// <summary>The models of a call or assignment.</summary>
    public static IEnumerable<Asset> In(IOperation operation, AirlockContext airlock)
    {
        var models = operation is ISimpleAssignmentOperation assignment
            ? HostedModel.In(operation, airlock).SelectMany(model => Named(model.Value, airlock).Select(found => Of(found).With(InventoryKeys.Provider, Providers.Find(model.Row.Package))))
                .Select(model => model.With(InventoryKeys.Parameters, ParametersBeside(assignment)))
            : ClientCall.Of(operation, airlock).SelectMany(client => Of(client, airlock));
        var task = TaskOf(operation);
        return models.Select(model => model.With(InventoryKeys.Task, task).With(InventoryKeys.Api, CalledAssets.ApiOf(operation)));
    }

    private static IEnumerable<Asset> Of(ClientCall client, AirlockContext airlock)
    {
        var deployments = Given(client, "deployment", airlock);
        var models = Given(client, "model", airlock);
        var settings = ServiceClients.Texts(client, "section").Select(section => client.Value("setting") is { } setting ? FromSetting(section + ":" + setting, client.Call.Operation, airlock) : (FoundValue?)null)
            .OfType<FoundValue>().ToList();
        if (deployments.Count + models.Count + settings.Count == 0 && client.Kind != "model")
        {
            yield break;
        }

        var makers = airlock.ServiceClients.Behind(client).ToList();
        var providers = makers.Select(maker => ServiceClients.ProviderOf(maker, airlock.ServiceClients.AddressesOf(maker).Select(address => (FoundValue?)address).FirstOrDefault()))
            .Distinct().Take(2).ToList();
        var provider = providers.Count == 1 ? providers[0] ?? client.Provider : client.Provider;
        if (models.Count == 0 && client.Kind == "model")
        {
            var connections = makers.SelectMany(maker => ServiceClients.Texts(maker, "connection")).Select(name => FromConnection(name, client.Call.Operation, airlock)).ToList();
            models = connections.Count > 0 ? connections : [new FoundValue(null, client.Call.Operation.Syntax, client.Call.Operation.Syntax.GetLocation(), ValueSource.Unknown)];
        }

        // A client that was made for Azure is asked for deployments, whatever its variable's type calls them.
        if (deployments.Count == 0 && provider == "Azure OpenAI" && client.Kind is "factory" or "adapter" or "model")
        {
            (deployments, models) = (models, []);
        }

        var behind = models.Select(model => (FoundValue?)model).FirstOrDefault(model => model?.Text is not null);
        foreach (var asset in deployments.Count == 0
            ? models.Concat(settings).Select(Of)
            : deployments.Select(deployment => new Asset(InventoryKinds.HostedModel, behind?.Text ?? deployment.Text, deployment.Syntax.GetLocation())
                .WithNameFrom(behind ?? deployment).With(InventoryKeys.Deployment, deployment.Text)))
        {
            yield return asset.With(InventoryKeys.Provider, provider);
        }
    }

    private static Asset Of(FoundValue found) => new Asset(InventoryKinds.HostedModel, found.Text, found.Syntax.GetLocation()).WithNameFrom(found);

    private static IReadOnlyList<FoundValue> Given(ClientCall client, string role, AirlockContext airlock) => [.. client.Given(role).SelectMany(value => Named(value, airlock))];

    // Some libraries list their models in an enumeration, as Model.ClaudeOpus4.
    private static IEnumerable<FoundValue> Named(IOperation value, AirlockContext airlock) =>
        NamedValue(value) is { } name ? [new FoundValue(name, value.Syntax, value.Syntax.GetLocation(), ValueSource.Constant)] : airlock.Values.InEffect(value);

    private static string? NamedValue(IOperation value) => value switch
    {
        IConversionOperation conversion => NamedValue(conversion.Operand),
        IFieldReferenceOperation { Field: { ContainingType.TypeKind: TypeKind.Enum, HasConstantValue: true } field } => field.Name,
        _ => null,
    };

    private static FoundValue FromSetting(string key, IOperation use, AirlockContext airlock)
    {
        var found = airlock.Configuration.Find(key).Where(found => airlock.Configuration.IsInEffect(found.File, key)).ToList();
        return found.Count > 0
            ? new FoundValue(found[0].Value.Text, use.Syntax, found[0].File.LocationOf(found[0].Value), ValueSource.Configuration, key)
            : new FoundValue(null, use.Syntax, use.Syntax.GetLocation(), ValueSource.Unknown, key);
    }

    private static FoundValue FromConnection(string name, IOperation use, AirlockContext airlock)
    {
        var connection = FromSetting("ConnectionStrings:" + name, use, airlock);
        var pair = connection.Text?.Split(';').Select(part => part.Split(['='], 2)).FirstOrDefault(part => part.Length == 2 && ConnectionWords.Contains(part[0].Trim(), StringComparer.OrdinalIgnoreCase));
        return pair is null ? connection with { Text = null, Source = ValueSource.Unknown } : connection with { Text = pair[1].Trim() };
    }

    private static string? TaskOf(IOperation operation)
    {
        var member = operation is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } ? target.Member : Call.From(operation)?.Method;
        string?[] names =
        [
            member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension } ? member.Name : null,
            member?.ContainingType?.Name,
            (operation.Parent as IConversionOperation)?.Type?.Name,
        ];
        return names.OfType<string>().Select(ModelUses.TaskOf).FirstOrDefault(task => task is not null);
    }

    /// <summary>The settings of the call that stand beside a model's name in an initialiser, as far as they are constant.</summary>
    private static string? ParametersBeside(ISimpleAssignmentOperation assignment)
    {
        var pairs = (assignment.Parent as IObjectOrCollectionInitializerOperation)?.Initializers.OfType<ISimpleAssignmentOperation>() ?? [];
        var parameters = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            if (pair.Target is IPropertyReferenceOperation { Property.Name: var property } && ModelUses.ParameterOf(property) is { } parameter
                && Flow.OperationText.Unwrap(pair.Value).ConstantValue is { HasValue: true, Value: IFormattable number })
            {
                parameters = parameters.SetItem(parameter, number.ToString(null, System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return parameters.IsEmpty ? null : string.Join(";", parameters.Select(parameter => $"{parameter.Key}={parameter.Value}"));
    }
}
