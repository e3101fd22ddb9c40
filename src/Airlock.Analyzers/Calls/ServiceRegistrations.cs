using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Calls;

/// <summary>A call by which the program puts a service into its container.</summary>
/// <param name="Operation">The call.</param>
/// <param name="Services">Short names of the types under which it is asked for.</param>
/// <param name="Key">The key, if it is constant.</param>
/// <param name="IsKeyed">Whether it has one.</param>
internal sealed record ServiceRegistration(IInvocationOperation Operation, ImmutableArray<string> Services, string? Key, bool IsKeyed);

/// <summary>
/// Which calls of the program register what the container hands out: clients of models, kernels, agents. They are found by their names, once, and only if
/// something asks for what is injected.
/// </summary>
internal sealed class ServiceRegistrations
{
    private static readonly string[] Lifetimes = ["Singleton", "Scoped", "Transient"];

    private readonly AirlockContext _airlock;
    private readonly Lazy<ImmutableArray<ServiceRegistration>> _all;

    /// <summary>The registrations of a compilation.</summary>
    public ServiceRegistrations(AirlockContext airlock)
    {
        _airlock = airlock;
        _all = new(Find);
    }

    /// <summary>The registrations that may give a service.</summary>
    /// <param name="service">The type that is asked for.</param>
    /// <param name="key">The expression that is the key, or null.</param>
    /// <param name="isKeyed">Whether it is asked for by a key.</param>
    public IEnumerable<ServiceRegistration> Of(ITypeSymbol service, IOperation? key, bool isKeyed) =>
        Of(service, key is null ? null : ConstantText.Of(key.Unwrap())?.Text, isKeyed);

    /// <summary>The registrations that may give what the container hands to a parameter or property.</summary>
    public IEnumerable<ServiceRegistration> InjectedInto(ISymbol holder)
    {
        var type = holder switch
        {
            IParameterSymbol { RefKind: RefKind.None } parameter => parameter.Type,
            IPropertySymbol property when property.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "InjectAttribute") => property.Type,
            _ => null,
        };
        var keyed = holder.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "FromKeyedServicesAttribute");
        return type is null ? [] : Of(type, keyed?.ConstructorArguments.Select(argument => argument.Value).OfType<string>().FirstOrDefault(), keyed is not null);
    }

    private IEnumerable<ServiceRegistration> Of(ITypeSymbol service, string? key, bool isKeyed)
    {
        // Only what AI libraries declare is worth the search; a library's types are asked for by their own name.
        if (service is not INamedTypeSymbol || !AiLibraries.Contains(service.ContainingAssembly?.Name ?? ""))
        {
            return [];
        }

        return _all.Value.Where(registration => registration.IsKeyed == isKeyed && (key is null || registration.Key is null || key == registration.Key) && registration.Services.Contains(service.Name));
    }

    private ImmutableArray<ServiceRegistration> Find()
    {
        var names = CatalogTable.Clients.Rows.Where(row => row.Kind == "register").Select(row => row.Id.Split('(')[0]).Select(id => id.Substring(id.LastIndexOf('.') + 1).Split('`')[0])
            .Concat(Lifetimes.SelectMany(lifetime => new[] { "Add" + lifetime, "TryAdd" + lifetime, "AddKeyed" + lifetime, "TryAddKeyed" + lifetime }))
            .Concat(["AddKernel", "AddAIAgent"])
            .Distinct(StringComparer.Ordinal);
        return
        [
            .. names.SelectMany(name => _airlock.Calls.Named(name)).Distinct()
                .OrderBy(call => call.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(call => call.Syntax.SpanStart)
                .Select(Read).OfType<ServiceRegistration>(),
        ];
    }

    private static ServiceRegistration? Read(IInvocationOperation call)
    {
        var services = ServicesOf(call).ToImmutableArray();
        var isKeyed = call.TargetMethod.Name.Contains("Keyed") || call.Arguments.Any(argument => IsKey(argument) && argument.ArgumentKind != ArgumentKind.DefaultValue && argument.Value.Unwrap().ConstantValue is not { HasValue: true, Value: null });
        var key = isKeyed ? ConstantText.Of(call.Arguments.FirstOrDefault(IsKey)?.Value.Unwrap())?.Text : null;
        return services.IsEmpty ? null : new ServiceRegistration(call, services, key, isKeyed);
    }

    private static bool IsKey(IArgumentOperation argument) => argument.Parameter?.Name is "serviceKey" or "serviceId" or "key" or "name" && argument.Parameter.Type.SpecialType is SpecialType.System_Object or SpecialType.System_String;

    private static IEnumerable<string> ServicesOf(IInvocationOperation call)
    {
        var name = call.TargetMethod.Name;
        if (Lifetimes.Any(lifetime => name.EndsWith(lifetime, StringComparison.Ordinal)))
        {
            return call.TargetMethod.TypeArguments.Length > 0 ? [call.TargetMethod.TypeArguments[0].Name]
                : call.Arguments.Select(argument => argument.Value.Unwrap()).OfType<ITypeOfOperation>().Take(1).Select(type => type.TypeOperand.Name);
        }

        var thing = name.Replace("Keyed", "").Substring("Add".Length);
        var isKernel = call.TargetMethod.ContainingAssembly.Name.StartsWith("Microsoft.SemanticKernel", StringComparison.Ordinal);
        return new[] { thing, "I" + thing }
            .Concat(isKernel ? ["Kernel"] : [])
            .Concat(thing.Contains("ChatCompletion") ? ["IChatCompletionService", "ITextGenerationService"] : [])
            .Concat(thing.EndsWith("ChatClient", StringComparison.Ordinal) ? ["IChatClient"] : [])
            .Concat(thing.Contains("EmbeddingGenerator") ? ["IEmbeddingGenerator"] : [])
            .Concat(thing.Contains("TextEmbeddingGeneration") ? ["ITextEmbeddingGenerationService"] : []);
    }
}
