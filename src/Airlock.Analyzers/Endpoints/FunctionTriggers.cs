using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Recognises Azure Functions that requests run, in the isolated worker and in the host's process.</summary>
internal static class FunctionTriggers
{
    /// <summary>The HTTP trigger of a function, or null if the method is no function or has another trigger.</summary>
    public static AttributeData? Of(IMethodSymbol method) =>
        method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "FunctionAttribute" or "FunctionNameAttribute")
            ? method.Parameters.SelectMany(parameter => parameter.GetAttributes()).FirstOrDefault(attribute => attribute.AttributeClass?.Name == "HttpTriggerAttribute")
            : null;

    /// <summary>Who may call it: anyone if the level says so; a caller with a key where nothing is said.</summary>
    public static EndpointAccess AccessOf(AttributeData trigger)
    {
        var level = trigger.ConstructorArguments.FirstOrDefault(argument => argument.Type?.Name == "AuthorizationLevel");
        var name = level.Type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, level.Value))?.Name;
        return name == "Anonymous" ? EndpointAccess.Anonymous : EndpointAccess.Authenticated;
    }

    /// <summary>Verbs and route of a function, as <c>POST /api/chat</c>.</summary>
    public static string NameOf(IMethodSymbol function, AttributeData trigger)
    {
        var verbs = trigger.ConstructorArguments.Where(argument => argument.Kind == TypedConstantKind.Array && !argument.IsNull)
            .SelectMany(argument => argument.Values).Select(value => value.Value).OfType<string>().Select(verb => verb.ToUpperInvariant()).ToList();
        var route = trigger.NamedArguments.Where(argument => argument.Key == "Route").Select(argument => argument.Value.Value).OfType<string>().FirstOrDefault();
        return $"{(verbs.Count == 0 ? "" : string.Join(",", verbs) + " ")}/api/{route?.TrimStart('/') ?? function.Name}";
    }
}
