using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.CodeFixes;

/// <summary>A place that takes a statement, and how it takes the values of its parameters.</summary>
/// <param name="Written">The expression that composes the statement.</param>
internal abstract record SqlSite(ExpressionSyntax Written)
{
    /// <summary>Whether values stay in the text, because the place makes parameters of an interpolation's holes.</summary>
    public virtual bool IsInterpolated => false;

    /// <summary>Namespaces of databases that compare a number with a text parameter as if it were a number.</summary>
    private static readonly HashSet<string> LooseTypes = new(StringComparer.Ordinal)
    {
        "Microsoft.Data.SqlClient", "Microsoft.Data.Sqlite", "MySql.Data.MySqlClient", "MySqlConnector", "System.Data.SqlClient", "System.Data.SQLite",
    };

    /// <summary>The place of a statement; null if it can't take these values as parameters.</summary>
    public static SqlSite? Of(ExpressionSyntax argument, ExpressionSyntax written, IReadOnlyList<SqlValue> values, SemanticModel model, CancellationToken cancellationToken)
    {
        if (written != argument && !values.All(value => StaysTheSame(value.Expression, written, argument, model)))
        {
            return null;
        }

        var (site, database) = argument.Parent switch
        {
            ArgumentSyntax { Parent.Parent: ExpressionSyntax call } when NamespaceOf(call, model, cancellationToken) == "Dapper" =>
                (DapperSite.Find(argument, written, call, values, model, cancellationToken), DapperSite.Connection(call, model, cancellationToken)),
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } when NamespaceOf(call, model, cancellationToken) == "Microsoft.EntityFrameworkCore" =>
                (written == argument ? EntityFrameworkSite.Find(argument, call, model, cancellationToken) : null, null),
            _ => CommandSite.Find(argument, written, values, model, cancellationToken),
        };
        return values.Any(value => value.IsBareText) && (database is null || !LooseTypes.Contains(database.ContainingNamespace.ToDisplayString())) ? null : site;
    }

    /// <summary>Puts the statement with parameters in its place, and the values where they belong.</summary>
    public abstract SyntaxNode Apply(SyntaxNode root, ExpressionSyntax statement);

    private static string? NamespaceOf(ExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(call, cancellationToken).Symbol?.ContainingNamespace?.ToDisplayString();

    /// <summary>Whether a value that was read where the statement was composed is still the same where the statement is used.</summary>
    private static bool StaysTheSame(ExpressionSyntax value, ExpressionSyntax written, ExpressionSyntax argument, SemanticModel model)
    {
        if (value.DescendantNodesAndSelf().Any(node => node is not (NameSyntax or MemberAccessExpressionSyntax or LiteralExpressionSyntax
            or InterpolatedStringExpressionSyntax or InterpolationSyntax or InterpolatedStringTextSyntax or ElementAccessExpressionSyntax or BracketedArgumentListSyntax or ArgumentSyntax)))
        {
            return false;
        }

        var names = new HashSet<string>(value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText), StringComparer.Ordinal);
        return model.AnalyzeDataFlow(written.FirstAncestorOrSelf<StatementSyntax>()!, argument.FirstAncestorOrSelf<StatementSyntax>()!) is { Succeeded: true } flow
            && !flow.WrittenInside.Any(symbol => names.Contains(symbol.Name));
    }
}

/// <summary>A method of Dapper, which takes an object whose members are the values.</summary>
internal sealed record DapperSite(ExpressionSyntax Written, ArgumentSyntax Statement, ArgumentSyntax Values) : SqlSite(Written)
{
    /// <summary>The place, if it is not given values already.</summary>
    public static DapperSite? Find(
        ExpressionSyntax argument, ExpressionSyntax written, ExpressionSyntax call, IReadOnlyList<SqlValue> values, SemanticModel model, CancellationToken cancellationToken)
    {
        var arguments = model.GetOperation(call, cancellationToken) switch
        {
            IInvocationOperation invocation => invocation.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => [],
        };
        if (arguments.FirstOrDefault(item => item.Parameter?.Name is "param" or "parameters") is not { ArgumentKind: ArgumentKind.DefaultValue, Parameter: { } parameter })
        {
            return null;
        }

        var statement = (ArgumentSyntax)argument.Parent!;
        var members = string.Join(", ", values.Select(value => value.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == value.Name ? value.Name : $"{value.Name} = {value.Expression}"));
        var isLast = ((ArgumentListSyntax)statement.Parent!).Arguments.Last() == statement && statement.NameColon is null
            && arguments.Any(item => item.Syntax == statement && item.Parameter?.Ordinal == parameter.Ordinal - 1);
        var added = SyntaxFactory.Argument(SyntaxFactory.ParseExpression($"new {{ {members} }}"));
        return new DapperSite(written, statement, isLast ? added : added.WithNameColon(SyntaxFactory.NameColon(parameter.Name).WithTrailingTrivia(SyntaxFactory.Space)));
    }

    /// <summary>The connection on which the method is called.</summary>
    public static ITypeSymbol? Connection(ExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken) =>
        call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? model.GetTypeInfo(access.Expression, cancellationToken).Type : null;

    /// <inheritdoc/>
    public override SyntaxNode Apply(SyntaxNode root, ExpressionSyntax statement)
    {
        var tracked = root.TrackNodes(Written, Statement);
        tracked = tracked.ReplaceNode(tracked.GetCurrentNode(Written)!, statement);
        var list = (ArgumentListSyntax)tracked.GetCurrentNode(Statement)!.Parent!;
        return tracked.ReplaceNode(list, list.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(
            list.Arguments.GetWithSeparators()
                .Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space))
                .Add(Values))));
    }
}

/// <summary>A method of Entity Framework Core that has a twin for interpolated statements.</summary>
internal sealed record EntityFrameworkSite(ExpressionSyntax Written, SimpleNameSyntax Method, string Twin) : SqlSite(Written)
{
    private static readonly Dictionary<string, string> Twins = new(StringComparer.Ordinal)
    {
        ["FromSqlRaw"] = "FromSql",
        ["SqlQueryRaw"] = "SqlQuery",
        ["ExecuteSqlRaw"] = "ExecuteSql",
        ["ExecuteSqlRawAsync"] = "ExecuteSqlAsync",
    };

    /// <inheritdoc/>
    public override bool IsInterpolated => true;

    /// <summary>The place, if the twin exists and no values are given beside the statement.</summary>
    public static EntityFrameworkSite? Find(ExpressionSyntax argument, InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
        && Twins.TryGetValue(method.Name, out var twin)
        && method.ContainingType.GetMembers(twin).OfType<IMethodSymbol>().Any(member => member.Parameters.Any(parameter => parameter.Type.Name == nameof(FormattableString)))
        && call.Expression is MemberAccessExpressionSyntax access
        && call.ArgumentList.Arguments.All(item => item.Expression == argument || model.GetTypeInfo(item.Expression, cancellationToken).Type?.Name == nameof(CancellationToken))
            ? new EntityFrameworkSite(argument, access.Name, twin)
            : null;

    /// <inheritdoc/>
    public override SyntaxNode Apply(SyntaxNode root, ExpressionSyntax statement) =>
        root.ReplaceNodes([Written, Method], (node, _) => node == Written ? statement : Method.WithIdentifier(SyntaxFactory.Identifier(Twin).WithTriviaFrom(Method.Identifier)));
}
