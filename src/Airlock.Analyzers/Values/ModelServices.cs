using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>
/// Whether the service behind a client may be another than the one that the library is named for: clients of OpenAI are also used for Azure, where a
/// model's name is what its owner called a deployment, and for servers of one's own.
/// </summary>
internal sealed class ModelServices
{
    private const int MaximumDepth = 6;

    private static readonly string[] DeploymentTypes = ["AzureOpenAIClient", "AddAzureOpenAIClient", "AddAzureOpenAIChatCompletion", "AddAzureOpenAIChatClient", "ChatCompletionsClient"];

    private readonly AirlockContext _airlock;
    private readonly Lazy<bool> _usesOthers;

    public ModelServices(AirlockContext airlock)
    {
        _airlock = airlock;
        _usesOthers = new(() => DeploymentTypes.Any(type => airlock.Program.Index.Mentioning(type).Any())
            || airlock.Calls.Setting("Endpoint").Any(assignment => IsEndpointOfOptions(assignment) && !IsOwn(assignment.Value)));
    }

    /// <summary>Whether an operation that names a model may ask another service for it.</summary>
    /// <param name="operation">The construction, registration, factory call or assignment.</param>
    /// <param name="row">Its row in the catalog.</param>
    public bool MayBeOther(IOperation operation, CatalogRow row)
    {
        if (Call.From(operation) is not { } call)
        {
            return _usesOthers.Value;
        }

        if (row.Kind == "factory")
        {
            return call.Operation is not IInvocationOperation { Instance: { } client } || IsOther(client, MaximumDepth);
        }

        return row.Parameters("endpoint").Select(call.Argument).OfType<IOperation>().Any(endpoint => !IsOwn(endpoint))
            || row.Parameters("options").Concat(row.Parameters("settings")).Select(call.Argument).OfType<IOperation>().Any(options => OptionsLeadElsewhere(options, MaximumDepth))
            || row.Parameters("client").Select(call.Argument).OfType<IOperation>().Any(client => client.ConstantValue is not { HasValue: true, Value: null } && IsOther(client, MaximumDepth))
            || (row.Kind == "adapter" && _usesOthers.Value);
    }

    /// <summary>Whether a client may have been made for another service; where it was made is not known for what is injected.</summary>
    private bool IsOther(IOperation client, int depth)
    {
        var operation = client.Unwrap();
        if (operation is IObjectCreationOperation creation)
        {
            return creation.Type?.Name == "AzureOpenAIClient" || creation.Arguments.Any(argument => argument.Parameter?.Type.Name.EndsWith("Options", StringComparison.Ordinal) == true && OptionsLeadElsewhere(argument.Value, MaximumDepth));
        }

        var origins = depth == 0 ? [] : _airlock.Origins.Of(operation).OfType<IOperation>().ToList();
        return origins.Count == 0 ? _usesOthers.Value : origins.Any(origin => IsOther(origin, depth - 1));
    }

    private bool OptionsLeadElsewhere(IOperation options, int depth)
    {
        var operation = options.Unwrap();
        if (operation.ConstantValue is { HasValue: true, Value: null } || operation.Syntax.IsKind(Microsoft.CodeAnalysis.CSharp.SyntaxKind.DefaultLiteralExpression))
        {
            return false;
        }

        if (operation is IObjectCreationOperation creation)
        {
            return creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Any(assignment => IsEndpointOfOptions(assignment) && !IsOwn(assignment.Value)) == true;
        }

        var origins = depth == 0 ? [] : _airlock.Origins.Of(operation).OfType<IOperation>().ToList();
        return origins.Count == 0 ? _usesOthers.Value
            : origins.Any(origin => OptionsLeadElsewhere(origin, depth - 1)) || (operation is ILocalReferenceOperation && _usesOthers.Value);
    }

    private static bool IsEndpointOfOptions(IAssignmentOperation assignment) =>
        assignment.Target is IPropertyReferenceOperation { Property: { Name: "Endpoint", ContainingType.Name: var type } } && type.EndsWith("Options", StringComparison.Ordinal);

    private bool IsOwn(IOperation endpoint) =>
        _airlock.Addresses.Reaching(endpoint).ToList() is { Count: > 0 } addresses && addresses.All(address => address.Text.StartsWith("https://api.openai.com", StringComparison.OrdinalIgnoreCase));
}
