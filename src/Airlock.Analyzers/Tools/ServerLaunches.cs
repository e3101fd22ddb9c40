using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Tools;

/// <summary>
/// The packages that code starts as MCP servers. Where a method or an object of the program hands on what is started, its
/// calls and constructions say it.
/// </summary>
internal sealed class ServerLaunches(AirlockContext airlock)
{
    private const int MaximumDepth = 3;

    private readonly INamedTypeSymbol? _processStart = airlock.Compilation.GetTypeByMetadataName("System.Diagnostics.ProcessStartInfo");

    /// <summary>What an assignment starts, if it sets the program of a server; the text that names the package stands beside it.</summary>
    public IEnumerable<(PackageLaunch Launch, SyntaxNode Place)> SetBy(ISimpleAssignmentOperation assignment) =>
        assignment.Target is IPropertyReferenceOperation { Property: var property }
        && airlock.Catalog.Find(CatalogTable.ToolEntryPoints, property).Any(row => row.Kind == "local-server")
        && airlock.Catalog.Find(CatalogTable.Sinks, property).Any(row => row.Value("file") is not null)
            ? Read(ProgramStart.Of(assignment, airlock) with { Programs = [assignment.Value] })
            : [];

    /// <summary>What a construction starts, if it talks to a server over the streams of a process that is started in the same body.</summary>
    public IEnumerable<(PackageLaunch Launch, SyntaxNode Place)> TalkedToBy(IObjectCreationOperation creation)
    {
        if (creation.Constructor is not { } constructor || !airlock.Catalog.Find(CatalogTable.ToolEntryPoints, constructor).Any(row => row.Kind == "server-streams"))
        {
            return [];
        }

        return creation.Root().Descendants()
            .Where(operation => operation is IInvocationOperation { TargetMethod: { Name: "Start", ContainingType.Name: "Process" } }
                || (operation is IObjectCreationOperation start && SymbolEqualityComparer.Default.Equals(start.Type, _processStart)))
            .SelectMany(operation => Read(ProgramStart.Of(operation, airlock)));
    }

    private IEnumerable<(PackageLaunch Launch, SyntaxNode Place)> Read(ProgramStart start) =>
        Read(start, ImmutableDictionary.Create<ISymbol, IOperation>(SymbolEqualityComparer.Default), 0);

    private IEnumerable<(PackageLaunch Launch, SyntaxNode Place)> Read(ProgramStart start, ImmutableDictionary<ISymbol, IOperation> bound, int depth)
    {
        var texts = new WrittenTexts(airlock.Declarations, bound);
        var programs = start.Programs.SelectMany(texts.Of).ToList();
        var lists = texts.ListsOf(start.Arguments, start.Added);
        foreach (var program in programs)
        {
            foreach (var list in lists)
            {
                foreach (var launch in PackageLaunch.Of(program.Text, [.. list.Select(argument => argument.Text)]))
                {
                    yield return (launch, launch.Argument < 0 ? program.Syntax : list[launch.Argument].Syntax);
                }
            }
        }

        if (depth < MaximumDepth && texts.Open.FirstOrDefault(symbol => !symbol.DeclaringSyntaxReferences.IsEmpty) is { } open)
        {
            foreach (var launch in Bindings(open).SelectMany(values => Read(start, bound.SetItems(values), depth + 1)))
            {
                yield return launch;
            }
        }
    }

    /// <summary>What a parameter and its neighbours, or a property and those of the same object, hold: once for each call or object.</summary>
    private IEnumerable<Dictionary<ISymbol, IOperation>> Bindings(ISymbol open)
    {
        if (open is IPropertySymbol property)
        {
            var defaults = Defaults(property.ContainingType);
            return Creations(property.ContainingType).Select(creation => Merge(defaults, ValuesIn(creation))).Prepend(defaults).Where(values => values.ContainsKey(open));
        }

        return open.ContainingSymbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var type } =>
                Creations(type).Where(creation => SymbolEqualityComparer.Default.Equals(creation.Constructor?.OriginalDefinition, open.ContainingSymbol)).Select(creation => Arguments(creation.Arguments)),
            IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method => Calls(method).Select(call => Arguments(call.Arguments)),
            _ => [],
        };
    }

    private IEnumerable<IInvocationOperation> Calls(IMethodSymbol method) =>
        In<IInvocationOperation>(airlock.Program.Index.Mentioning(method.Name))
            .Where(call => call.TargetMethod.Name == method.Name
                && (SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method)
                    || airlock.Program.Hierarchy.TargetsOf(call.TargetMethod, call.IsVirtual).Contains(method, SymbolEqualityComparer.Default)));

    private IEnumerable<IObjectCreationOperation> Creations(INamedTypeSymbol type) =>
        In<IObjectCreationOperation>(airlock.Program.BodiesThatMayCreate(type))
            .Where(creation => SymbolEqualityComparer.Default.Equals(creation.Type?.OriginalDefinition, type));

    private IEnumerable<TOperation> In<TOperation>(IEnumerable<SyntaxNode> bodies)
        where TOperation : IOperation =>
        bodies.SelectMany(body => airlock.Declarations.Read(body)?.Descendants() ?? []).OfType<TOperation>();

    private Dictionary<ISymbol, IOperation> Arguments(IEnumerable<IArgumentOperation> arguments)
    {
        var values = new Dictionary<ISymbol, IOperation>(SymbolEqualityComparer.Default);
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.OriginalDefinition is { } parameter)
            {
                values[parameter] = argument.ArgumentKind == ArgumentKind.DefaultValue && Default(parameter) is { } written ? written : argument.Value;
            }
        }

        return values;
    }

    private Dictionary<ISymbol, IOperation> ValuesIn(IObjectCreationOperation creation)
    {
        var values = Arguments(creation.Arguments);
        foreach (var parameter in values.Keys.OfType<IParameterSymbol>().ToList())
        {
            // A property of a record that its parameter declares.
            foreach (var property in creation.Type!.OriginalDefinition.GetMembers(parameter.Name).OfType<IPropertySymbol>())
            {
                values[property] = values[parameter];
            }
        }

        foreach (var assignment in creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? [])
        {
            if (assignment.Target is IPropertyReferenceOperation { Property.OriginalDefinition: var property })
            {
                values[property] = assignment.Value;
            }
        }

        return values;
    }

    private Dictionary<ISymbol, IOperation> Defaults(INamedTypeSymbol type)
    {
        var values = new Dictionary<ISymbol, IOperation>(SymbolEqualityComparer.Default);
        foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (Written(property, node => (node as PropertyDeclarationSyntax)?.Initializer?.Value) is { } value)
            {
                values[property] = value;
            }
        }

        return values;
    }

    private IOperation? Default(IParameterSymbol parameter) => Written(parameter, node => (node as ParameterSyntax)?.Default?.Value);

    private IOperation? Written(ISymbol symbol, Func<SyntaxNode, ExpressionSyntax?> value) =>
        symbol.DeclaringSyntaxReferences.Where(reference => airlock.Compilation.ContainsSyntaxTree(reference.SyntaxTree))
            .Select(reference => value(reference.GetSyntax())).FirstOrDefault(node => node is not null) is { } expression
            ? airlock.Declarations.Read(expression)
            : null;

    private static Dictionary<ISymbol, IOperation> Merge(Dictionary<ISymbol, IOperation> defaults, Dictionary<ISymbol, IOperation> values)
    {
        foreach (var missing in defaults.Where(pair => !values.ContainsKey(pair.Key)))
        {
            values[missing.Key] = missing.Value;
        }

        return values;
    }
}
