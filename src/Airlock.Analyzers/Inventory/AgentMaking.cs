using System.Collections.Concurrent;
using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Inventory;

/// <summary>
/// Recognises where an agent is made: by what a library's constructor or method gives back, because the libraries offer the same few names
/// (<c>AsAIAgent</c>, <c>CreateAIAgentAsync</c>, …) on the clients of every provider. What only wraps another agent makes none.
/// </summary>
internal sealed class AgentMaking(AirlockContext airlock)
{
    private static readonly string[] MakingVerbs = ["As", "Create", "Get", "Build", "Add"];
    private static readonly string[] Envelopes = ["Task", "ValueTask", "ClientResult", "Response"];

    private readonly ConcurrentDictionary<ITypeSymbol, string?> _kinds = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the compilation knows any type of agent, so that it is worth looking for them.</summary>
    public bool IsPossible { get; } = CatalogTable.Agents.Rows.Any(row => airlock.Compilation.GetTypeByMetadataName(row.Id.Substring(2)) is not null);

    /// <summary>The agent that an operation makes, or null.</summary>
    public MadeAgent? Made(IOperation operation)
    {
        if (!IsPossible || Call.From(operation) is not { } call)
        {
            return null;
        }

        if (IsRegistration(call))
        {
            return call.Arguments.Any(argument => MakesWithin(argument.Value)) ? null : new MadeAgent(call, airlock);
        }

        return TypeMadeBy(call) is { } type && KindOf(type) is "agent" or "definition" && !IsOfProgram(type) && !Wraps(call) ? new MadeAgent(call, airlock) : null;
    }

    /// <summary>Whether a class of the program is an agent of its own, and neither wraps another nor specialises a library's.</summary>
    public bool IsWrittenHere(INamedTypeSymbol type)
    {
        if (!IsPossible || type is not { TypeKind: TypeKind.Class, IsAbstract: false } || KindOf(type) != "agent")
        {
            return false;
        }

        INamedTypeSymbol? inherited = type;
        while (inherited is not null && IsOfProgram(inherited))
        {
            inherited = inherited.BaseType;
        }

        return inherited is { IsAbstract: true };
    }

    /// <summary>The registration around a lambda that makes an agent, or null: it is what names the agent.</summary>
    public Call? RegistrationAround(IOperation making) =>
        making.Ancestors().Select(Call.From).OfType<Call>().Where(IsRegistration).Select(call => (Call?)call).FirstOrDefault();

    private bool IsRegistration(Call call) => airlock.Catalog.Find(CatalogTable.Endpoints, call.Method).Any(row => row.Kind == "register-agent");

    private bool MakesWithin(IOperation argument) => argument.Unwrap() is IDelegateCreationOperation function && function.Descendants().Any(inner => Made(inner) is not null);

    private ITypeSymbol? TypeMadeBy(Call call)
    {
        switch (call.Operation)
        {
            case IObjectCreationOperation creation:
                return creation.Type;
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.Constructor }:
                return call.Method.ContainingType is { IsAbstract: false } inherited ? inherited : null;
            default:
                var made = call.Method.OriginalDefinition.ReturnType;
                while (made is INamedTypeSymbol { TypeArguments.Length: 1 } envelope && Array.IndexOf(Envelopes, envelope.Name) >= 0)
                {
                    made = envelope.TypeArguments[0];
                }

                return made is INamedTypeSymbol && call.Method.DeclaringSyntaxReferences.IsEmpty && MakingVerbs.Any(verb => call.Method.Name.StartsWith(verb, StringComparison.Ordinal)) ? made : null;
        }
    }

    /// <summary>Whether a call is given an agent, a builder of one or a service's record of one: what it makes is that agent once more.</summary>
    private bool Wraps(Call call) =>
        KindOf((call.Operation as IInvocationOperation)?.Instance?.Type) is not null
        || call.Arguments.Any(argument => argument.ArgumentKind != ArgumentKind.DefaultValue && (KindOf(argument.Value.Unwrap().Type) ?? KindOf(argument.Parameter?.Type)) is not null);

    private string? KindOf(ITypeSymbol? type) => type is not INamedTypeSymbol { SpecialType: SpecialType.None } ? null : _kinds.GetOrAdd(type, FindKind);

    private string? FindKind(ITypeSymbol type)
    {
        string? kind = null;
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var row in airlock.Catalog.Find(CatalogTable.Agents, current))
            {
                kind ??= row.Kind;
            }
        }

        return kind;
    }

    private bool IsOfProgram(ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, airlock.Compilation.Assembly);
}

/// <summary>A call that makes an agent.</summary>
internal sealed class MadeAgent(Call call, AirlockContext airlock)
{
    private const int MaximumDepth = 6;

    /// <summary>The call.</summary>
    public Call Call { get; } = call;

    /// <summary>What the call is given for parameters of these names, and in the options that it is given for properties of the same names.</summary>
    public IEnumerable<IOperation> Arguments(params string[] names) =>
        Call.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue && names.Contains(argument.Parameter?.Name, StringComparer.OrdinalIgnoreCase)).Select(argument => argument.Value);

    /// <summary>The names that it may have, as far as code and settings fix them.</summary>
    public IEnumerable<ModelId> Names(Call? registration)
    {
        var own = Arguments("name", "agentName").Concat(Set(Call.Operation, "Name"))
            .Concat(Call.Arguments.Where(argument => IsOptions(argument.Value.Type)).SelectMany(argument => Objects(argument.Value, MaximumDepth)).SelectMany(options => Set(options, "Name")))
            .SelectMany(airlock.ModelIds.Reaching)
            .ToList();
        return own.Count > 0 || registration is not { } outer ? own
            : outer.Arguments.Where(argument => argument.Parameter?.Name == "name").SelectMany(argument => airlock.ModelIds.Reaching(argument.Value));
    }

    /// <summary>What an object's initializer gives to a property.</summary>
    private static IEnumerable<IOperation> Set(IOperation made, string property) =>
        (made as IObjectCreationOperation)?.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .Where(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: var name } && name == property)
            .Select(assignment => assignment.Value) ?? [];

    private static bool IsOptions(ITypeSymbol? type) => type is not null && (type.Name.EndsWith("Options", StringComparison.Ordinal) || type.Name.EndsWith("Definition", StringComparison.Ordinal));

    private ImmutableArray<IOperation> Objects(IOperation value, int depth) => value.Unwrap() switch
    {
        IObjectCreationOperation creation => [creation],
        var other when depth > 0 => [.. airlock.Origins.Of(other).OfType<IOperation>().SelectMany(origin => Objects(origin, depth - 1))],
        _ => [],
    };
}
