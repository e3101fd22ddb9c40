using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>Which keys of the configuration code reads, by name or through a class of options that a section is bound to.</summary>
internal sealed class SettingKeys(AirlockContext airlock)
{
    private const int MaximumDepth = 5;

    /// <summary>The keys that an expression has as its value, as <c>Ollama:Endpoint</c>; none for most.</summary>
    /// <param name="value">The expression.</param>
    /// <param name="frame">The call through which it was reached: a method of the program may be told the key.</param>
    public IEnumerable<string> ReadBy(IOperation value, CallFrame? frame = null) => ReadBy(value, frame, MaximumDepth);

    private IEnumerable<string> ReadBy(IOperation value, CallFrame? frame, int depth) => depth == 0 ? [] : value switch
    {
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } configuration } item when IsConfiguration(configuration.Type) =>
            Below(configuration, item.Arguments[0].Value, depth, frame),
        IPropertyReferenceOperation { Property.Name: "Value", Instance: { } section } when IsConfiguration(section.Type) => Sections(section, depth),
        IPropertyReferenceOperation { Instance: { } owner } option => Bound(option.Property, owner, depth),
        IInvocationOperation { TargetMethod: { Name: "GetValue", ContainingType.Name: "ConfigurationBinder" } } read => Below(read.Arguments[0].Value, ArgumentNamed(read, "key"), depth, frame),
        IInvocationOperation { TargetMethod: { Name: "GetConnectionString", ContainingType.Name: "ConfigurationExtensions" } } read when CallFrame.TextOf(ArgumentNamed(read, "name"), frame, airlock) is { } name =>
            ["ConnectionStrings:" + name],
        _ => [],
    };

    private IEnumerable<string> Below(IOperation configuration, IOperation? key, int depth, CallFrame? frame = null) =>
        CallFrame.TextOf(key, frame, airlock) is { } name ? Sections(configuration, depth - 1).Select(section => Join(section, name)) : [];

    /// <summary>The sections that an expression may be; "" for the whole configuration.</summary>
    private IEnumerable<string> Sections(IOperation? configuration, int depth)
    {
        if (configuration is null || depth <= 0)
        {
            return [];
        }

        var operation = configuration.Unwrap();
        return operation switch
        {
            IInvocationOperation { TargetMethod.Name: "GetSection", Instance: { } outer } call => Below(outer, call.Arguments[0].Value, depth),
            IInvocationOperation { TargetMethod: { Name: "GetRequiredSection", IsExtensionMethod: true } } call => Below(call.Arguments[0].Value, call.Arguments[1].Value, depth),
            ILocalReferenceOperation local when IsSection(local.Type) => Sections(ConstantText.OnlyValueOf(local), depth - 1),
            IFieldReferenceOperation { Field: var field } when IsSection(field.Type) => airlock.Uses.AssignedTo(field).Prepend(airlock.Declarations.InitialValueOf(field)!).SelectMany(value => Sections(value, depth - 1)),
            IParameterReferenceOperation { Parameter: var parameter } when IsConfiguration(parameter.Type) => SectionsGivenTo(parameter, depth - 1),
            _ => IsConfiguration(operation.Type) && !IsSection(operation.Type) ? [""] : [],
        };
    }

    // Nobody here calls what the container makes; it gives the whole configuration.
    private IEnumerable<string> SectionsGivenTo(IParameterSymbol parameter, int depth)
    {
        var calls = parameter.ContainingSymbol is IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } method ? airlock.Uses.CallsOf(method).ToList() : [];
        return calls.Count > 0 ? calls.SelectMany(call => call.Arguments.Where(argument => argument.Parameter?.Ordinal == parameter.Ordinal)).SelectMany(argument => Sections(argument.Value, depth))
            : IsSection(parameter.Type) ? [] : [""];
    }

    /// <summary>The keys behind a property of a class that a section is bound to, directly or as a part of another such class.</summary>
    private IEnumerable<string> Bound(IPropertySymbol property, IOperation owner, int depth)
    {
        if (!SymbolEqualityComparer.Default.Equals(property.ContainingAssembly, airlock.Compilation.Assembly))
        {
            return [];
        }

        var outer = owner.Unwrap() is IPropertyReferenceOperation { Property.IsIndexer: false } part ? ReadBy(part, null, depth - 1) : [];
        return SectionsBoundTo(property.ContainingType, depth - 1).Concat(outer).Select(section => Join(section, property.Name));
    }

    private IEnumerable<string> SectionsBoundTo(INamedTypeSymbol options, int depth) =>
        airlock.Uses.BodiesMentioning(options.Name)
            .SelectMany(body => body.Descendants().OfType<IInvocationOperation>())
            .Where(call => MakesOptions(call, options))
            .SelectMany(call => call.TargetMethod.Name switch
            {
                _ when !IsOfExtensions(call.TargetMethod.ContainingType) => NamedBySection(call, depth),
                "BindConfiguration" => KeyOf(ArgumentNamed(call, "configSectionPath")) is { } section ? [section] : [],
                "Configure" or "Bind" or "Get" => ArgumentNamed(call, "key") is { } key
                    ? Below(call.Arguments[0].Value, key, depth)
                    : call.Arguments.Where(argument => IsConfiguration(argument.Value.Unwrap().Type)).SelectMany(argument => Sections(argument.Value, depth)),
                _ => [],
            });

    /// <summary>A method of another library, or of the program, that is given a class of options, the configuration and the name of a section, binds the one to the other.</summary>
    private IEnumerable<string> NamedBySection(IInvocationOperation call, int depth)
    {
        var section = call.Arguments.FirstOrDefault(argument => argument.Parameter is { Type.SpecialType: SpecialType.System_String, Name: var name } && name.IndexOf("section", StringComparison.OrdinalIgnoreCase) >= 0);
        return section is null ? []
            : call.Arguments.Where(argument => IsConfiguration(argument.Value.Unwrap().Type)).Take(1).SelectMany(argument => Below(argument.Value, section.Value, depth));
    }

    private static bool MakesOptions(IInvocationOperation call, INamedTypeSymbol options) =>
        call.TargetMethod.TypeArguments.Any(type => SymbolEqualityComparer.Default.Equals(type, options))
        || (call.TargetMethod.Name == "Bind" && SymbolEqualityComparer.Default.Equals(ArgumentNamed(call, "instance")?.Unwrap().Type, options));

    private static string? KeyOf(IOperation? key) => ConstantText.Of(key)?.Text;

    private static string Join(string section, string key) => section.Length == 0 ? key : section + ":" + key;

    private static IOperation? ArgumentNamed(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;

    private static bool IsSection(ITypeSymbol? type) => type is { Name: "IConfigurationSection" or "ConfigurationSection" } && IsOfExtensions(type);

    private static bool IsConfiguration(ITypeSymbol? type) =>
        type is { Name: "IConfiguration" or "IConfigurationRoot" or "IConfigurationManager" or "ConfigurationManager" or "ConfigurationRoot" or "IConfigurationSection" or "ConfigurationSection" } && IsOfExtensions(type);

    private static bool IsOfExtensions(ITypeSymbol? type) => type?.ContainingNamespace?.ToDisplayString() is { } space && space.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);
}
