using System.Collections.Immutable;
using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Downloads;

/// <summary>
/// Recognises code that refuses content whose digest or signature is not the expected one, in the bodies that the content passes and in the
/// methods that it is given to. A digest that is computed and only written down checks nothing, nor does one that comes from where the content comes from.
/// </summary>
internal sealed class DigestChecks(AirlockContext airlock)
{
    private const int MaximumDepth = 3;

    private static readonly ImmutableHashSet<ISymbol> NoSymbols = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);

    private static readonly string[] Comparisons = ["Equals", "SequenceEqual", "FixedTimeEquals", "Compare", "CompareOrdinal", "CompareTo", "VerifyData", "VerifyHash"];

    /// <summary>How the outcome of a comparison decides what happens.</summary>
    private enum Outcome
    {
        /// <summary>Nobody obeys it.</summary>
        Ignored,

        /// <summary>It is what the function returns.</summary>
        Returned,

        /// <summary>The code goes on for one outcome alone.</summary>
        Obeyed,
    }

    /// <summary>Whether content is checked before it is loaded.</summary>
    /// <param name="content">The way of the content.</param>
    /// <param name="load">Where it is loaded.</param>
    /// <param name="download">Where it is downloaded.</param>
    public bool Cover(ContentTrace content, IOperation load, IOperation download) =>
        content.Bodies.Append(load.Root()).Append(download.Root()).Distinct()
            .Any(body => Judge(body, content, load, MaximumDepth).Any(check => check.Outcome == Outcome.Obeyed && !IsAfter(check.Check, load)));

    private static bool IsAfter(IOperation check, IOperation load) =>
        check.Syntax.SyntaxTree == load.Syntax.SyntaxTree && check.Root() == load.Root() && check.Syntax.SpanStart > load.Syntax.Span.End;

    /// <summary>The checks of the content in a body, and what becomes of each.</summary>
    private IEnumerable<(IOperation Check, Outcome Outcome)> Judge(IOperation body, ContentTrace content, IOperation load, int depth)
    {
        if (depth == 0)
        {
            yield break;
        }

        var operations = body.DescendantsAndSelf().ToList();
        var digests = operations.Where(operation => IsDigestOf(operation, content)).ToList();
        foreach (var operation in operations)
        {
            if (IsSignatureCheck(operation, content) || (IsComparison(operation) && digests.Any(digest => DependsOn(operation, digest, body)) && !IsExpectedFromNetwork(operation, digests, body)))
            {
                yield return (operation, OutcomeOf(operation, body, load, NoSymbols));
            }
            else if (operation is IInvocationOperation call && airlock.Declarations.BodyOf(call.TargetMethod) is { } callee && callee.Root() != body && call.Arguments.Any(argument => Meets(argument.Value, content)))
            {
                foreach (var (_, outcome) in Judge(callee.Root(), content, load, depth - 1))
                {
                    yield return (call, outcome == Outcome.Returned ? OutcomeOf(call, body, load, NoSymbols) : outcome);
                }
            }
        }
    }

    private bool IsDigestOf(IOperation operation, ContentTrace content) => operation is IInvocationOperation call
        && (IsDigest(call)
            ? call.Arguments.Length == 0 || call.Arguments.Any(argument => Meets(argument.Value, content))
            : airlock.Declarations.BodyOf(call.TargetMethod) is { } body && body.Descendants().OfType<IInvocationOperation>().Any(IsDigest) && call.Arguments.Any(argument => Meets(argument.Value, content)));

    /// <summary>Whether a call computes a digest that no other content can be made to have; MD5 and SHA-1 are none.</summary>
    private bool IsDigest(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "ComputeHash" or "ComputeHashAsync" => call.Instance?.Unwrap().Type?.Name is { } name && name.StartsWith("MD5", StringComparison.Ordinal) == false && name.StartsWith("SHA1", StringComparison.Ordinal) == false,
        "GetHashAndReset" or "GetCurrentHash" => call.TargetMethod.ContainingType.Name is "IncrementalHash",
        "HashData" or "HashDataAsync" or "TryHashData" => airlock.Catalog.Find(CatalogTable.ModelLoads, call.TargetMethod).Any(row => row.Kind == "integrity-check"),
        _ => false,
    };

    private bool IsSignatureCheck(IOperation operation, ContentTrace content) => operation is IInvocationOperation { TargetMethod: { Name: "VerifyData" or "VerifyHash" } method } call
        && airlock.Catalog.Find(CatalogTable.ModelLoads, method).Any(row => row.Kind == "integrity-check") && call.Arguments.Any(argument => Meets(argument.Value, content));

    private bool Meets(IOperation value, ContentTrace content) =>
        value.Type is { SpecialType: SpecialType.System_String } or { Name: "FileInfo" } ? airlock.Contents.OfPath(value).Meets(content) : !IsSmall(value.Type) && airlock.Contents.OfContent(value).Meets(content);

    private static bool IsSmall(ITypeSymbol? type) => type is null or { TypeKind: TypeKind.Enum } or { SpecialType: not SpecialType.None } or { Name: "CancellationToken" or "HttpClient" };

    private static bool IsComparison(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } => true,
        IInvocationOperation call => Array.IndexOf(Comparisons, call.TargetMethod.Name) >= 0,
        _ => false,
    };

    /// <summary>Whether a value is made of an operation, directly or by way of local variables.</summary>
    private static bool DependsOn(IOperation value, IOperation operation, IOperation body) => Parts(value, body, new HashSet<ISymbol>(SymbolEqualityComparer.Default)).Contains(operation);

    private static IEnumerable<IOperation> Parts(IOperation value, IOperation body, HashSet<ISymbol> entered)
    {
        foreach (var part in value.DescendantsAndSelf())
        {
            yield return part;
            if (part is ILocalReferenceOperation { Local: var local } && entered.Add(local))
            {
                foreach (var use in body.Descendants().Where(use => SymbolEqualityComparer.Default.Equals(SymbolUses.ReferredTo(use), local)))
                {
                    // The digest may also be written into a buffer that a call is given.
                    var origin = SymbolUses.AssignedBy(use) ?? use.Ancestors().TakeWhile(around => around is IConversionOperation or IArgumentOperation or IInvocationOperation).OfType<IInvocationOperation>().FirstOrDefault(call => call.TargetMethod.Name is "HashData" or "HashDataAsync" or "TryHashData");
                    foreach (var inner in origin is null ? [] : Parts(origin, body, entered))
                    {
                        yield return inner;
                    }
                }
            }
        }
    }

    /// <summary>Whether what a digest is compared with was fetched by the same program run: who can change one can change both.</summary>
    private bool IsExpectedFromNetwork(IOperation comparison, IReadOnlyList<IOperation> digests, IOperation body) =>
        comparison.ChildOperations.Where(operand => !digests.Any(digest => DependsOn(operand, digest, body)))
            .SelectMany(operand => Parts(operand, body, new HashSet<ISymbol>(SymbolEqualityComparer.Default))).OfType<IInvocationOperation>()
            .Any(call => call.TargetMethod.ContainingType.Name == "HttpClient" || airlock.Catalog.Find(CatalogTable.ModelLoads, call.TargetMethod).Any(row => row.Kind == "download"));

    private static Outcome OutcomeOf(IOperation condition, IOperation body, IOperation load, ImmutableHashSet<ISymbol> entered)
    {
        for (var current = condition; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IReturnOperation:
                    return Outcome.Returned;
                case IConditionalOperation choice when choice.Condition == current:
                    return IsObeyed(choice, load) ? Outcome.Obeyed : Outcome.Ignored;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                    return OutcomeOfUses(local, body, load, entered);
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment when assignment.Value == current:
                    return OutcomeOfUses(local, body, load, entered);
                case IArgumentOperation or IExpressionStatementOperation or ILoopOperation:
                    return Outcome.Ignored;
            }
        }

        // The body of a lambda or of a member that is written as an expression.
        return Outcome.Ignored;
    }

    private static Outcome OutcomeOfUses(ILocalSymbol local, IOperation body, IOperation load, ImmutableHashSet<ISymbol> entered) => entered.Contains(local) ? Outcome.Ignored :
        body.Descendants().Where(use => use is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))
            .Select(use => OutcomeOf(use, body, load, entered.Add(local))).DefaultIfEmpty(Outcome.Ignored).Max();

    /// <summary>Whether a choice keeps the code from going on: a branch leaves or throws, or holds all that happens with the content.</summary>
    private static bool IsObeyed(IConditionalOperation choice, IOperation load) =>
        new[] { choice.WhenTrue, choice.WhenFalse }.OfType<IOperation>().Any(branch => Last(branch).Leaves() || Last(branch) is IBranchOperation || branch.Unwrap() is IThrowOperation || branch.Syntax.Contains(load.Syntax));

    private static IOperation Last(IOperation branch) => branch is IBlockOperation { Operations: { Length: > 0 } statements } ? statements[statements.Length - 1] : branch;
}
