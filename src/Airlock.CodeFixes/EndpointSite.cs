using System.Collections.Immutable;
using Airlock.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.CodeFixes;

/// <summary>Where a finding on an endpoint stands: at a call that maps it, or at the method or class that declares it.</summary>
internal sealed class EndpointSite
{
    private readonly SemanticModel _model;

    private EndpointSite(Document document, SemanticModel model, ImmutableArray<InvocationExpressionSyntax> chain, MemberDeclarationSyntax? member) =>
        (Document, _model, Chain, Member) = (document, model, chain, member);

    /// <summary>The file.</summary>
    public Document Document { get; }

    /// <summary>The mapping and the calls on what it maps, in their order; empty if attributes declare the endpoint.</summary>
    public ImmutableArray<InvocationExpressionSyntax> Chain { get; }

    /// <summary>The method or class that takes the endpoint's attributes; null if a call maps it.</summary>
    public MemberDeclarationSyntax? Member { get; }

    /// <summary>The place of a finding, or null if nothing can be added there.</summary>
    public static async Task<EndpointSite?> FindAsync(CodeFixContext context)
    {
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (model is null || root?.FindNode(context.Span, getInnermostNodeForTie: true) is not { } node
            || !context.Diagnostics[0].Properties.TryGetValue(EndpointReport.TargetProperty, out var target))
        {
            return null;
        }

        if (target == EndpointReport.Builder)
        {
            return node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } mapping && TakesConventions(mapping, model)
                ? new EndpointSite(context.Document, model, ChainOf(mapping, model), null)
                : null;
        }

        MemberDeclarationSyntax? member = target == EndpointReport.Type ? node.FirstAncestorOrSelf<TypeDeclarationSyntax>() : node.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        return member is null ? null : new EndpointSite(context.Document, model, [], member);
    }

    /// <summary>What adds a convention to the endpoint: a call at the end of the chain, else an attribute.</summary>
    /// <param name="call">Name and arguments of the call.</param>
    /// <param name="attribute">The attribute's type, with its namespace.</param>
    /// <param name="arguments">The attribute's arguments with their parentheses; empty if it has none.</param>
    public IEnumerable<TextChange> With(string call, string attribute, string arguments = "")
    {
        if (Member is null)
        {
            return [Insertion.Call(Chain.Last(), call)];
        }

        var name = attribute.Substring(attribute.LastIndexOf('.') + 1);
        return [.. Insertion.Using(_model, Member.SpanStart, attribute), Insertion.Attribute(Member, name.Substring(0, name.Length - "Attribute".Length) + arguments)];
    }

    /// <summary>Whether an attribute is of a type that is given by name and namespace.</summary>
    public bool IsOf(AttributeSyntax attribute, string type) => _model.GetTypeInfo(attribute).Type?.ToDisplayString() == type;

    private static ImmutableArray<InvocationExpressionSyntax> ChainOf(InvocationExpressionSyntax mapping, SemanticModel model)
    {
        var chain = ImmutableArray.Create(mapping);
        while (chain.Last() is { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access } last && access.Expression == last && TakesConventions(next, model))
        {
            chain = chain.Add(next);
        }

        return chain;
    }

    /// <summary>Whether what a call returns takes conventions; a method of the program may end the chain with something else.</summary>
    private static bool TakesConventions(InvocationExpressionSyntax call, SemanticModel model) =>
        model.GetTypeInfo(call).Type is { } type && type.AllInterfaces.Prepend(type).Any(implemented => implemented.Name == "IEndpointConventionBuilder");
}
