using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.CodeFixes;

/// <summary>The statements that build a web application: services are registered before <c>var app = builder.Build()</c>, and middleware is added after it.</summary>
/// <param name="Document">The file.</param>
/// <param name="Model">What is known of it.</param>
/// <param name="Building">The statement that builds the application.</param>
/// <param name="Application">The local that holds the application.</param>
/// <param name="Builder">The local that holds its builder; null if none does.</param>
internal sealed record StartupCode(Document Document, SemanticModel Model, LocalDeclarationStatementSyntax Building, string Application, string? Builder)
{
    /// <summary>The start-up code of a file, else the only one of its project; null if there is none, or it isn't clear which.</summary>
    public static async Task<StartupCode?> FindAsync(Document near, CancellationToken cancellation)
    {
        if (await InAsync(near, cancellation).ConfigureAwait(false) is { } own)
        {
            return own;
        }

        StartupCode? only = null;
        foreach (var document in near.Project.Documents.Where(document => document.Id != near.Id))
        {
            if (await InAsync(document, cancellation).ConfigureAwait(false) is { } found)
            {
                if (only is not null)
                {
                    return null;
                }

                only = found;
            }
        }

        return only;
    }

    /// <summary>A statement before the application is built; null if it can't be put there.</summary>
    public TextChange? Register(Func<string, string[]> code)
    {
        var statements = Statements.ToList();
        var place = statements.IndexOf(Building);
        return Builder is null || place < 1 ? null : Insertion.After(statements[place - 1], code(Builder));
    }

    /// <summary>A statement as soon as the application is built, or has its routing, which other middleware may need.</summary>
    public TextChange Use(string call)
    {
        var routing = Statements.SkipWhile(statement => statement != Building).FirstOrDefault(statement =>
            statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "UseRouting" } } });
        return Insertion.After(routing ?? Building, $"{Application}.{call};");
    }

    private IEnumerable<StatementSyntax> Statements => Building.Parent switch
    {
        BlockSyntax block => block.Statements,
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit.Members.OfType<GlobalStatementSyntax>().Select(global => global.Statement),
        _ => [Building],
    };

    private static async Task<StartupCode?> InAsync(Document document, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        foreach (var building in root?.DescendantNodes().OfType<LocalDeclarationStatementSyntax>() ?? [])
        {
            if (building.Declaration.Variables.Count == 1 && building.Declaration.Variables[0] is { Initializer.Value: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Build" } access } } local
                && await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
                && model.GetTypeInfo(access.Expression, cancellation).Type?.Name == "WebApplicationBuilder")
            {
                return new StartupCode(document, model, building, local.Identifier.ValueText, (access.Expression as IdentifierNameSyntax)?.Identifier.ValueText);
            }
        }

        return null;
    }
}
