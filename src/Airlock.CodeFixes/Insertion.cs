using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.CodeFixes;

/// <summary>Changes of text that add to code in the layout in which it is written, and leave every other sign as it is.</summary>
internal static class Insertion
{
    /// <summary>A call after the last one of a chain, on a line of its own where the chain is broken into lines.</summary>
    /// <param name="last">The last call of the chain.</param>
    /// <param name="call">Name and arguments, as <c>RequireAuthorization()</c>.</param>
    public static TextChange Call(InvocationExpressionSyntax last, string call)
    {
        var dot = last.Expression is MemberAccessExpressionSyntax access ? access.OperatorToken : default;
        var isBroken = dot != default && dot.SpanStart == StartOfText(dot);
        return At(last.Span.End, (isBroken ? NewLine(last) + Indentation(dot) : "") + "." + call);
    }

    /// <summary>An attribute before all others, on a line of its own where the declaration begins one.</summary>
    public static TextChange Attribute(MemberDeclarationSyntax member, string attribute)
    {
        var first = member.GetFirstToken();
        return At(member.SpanStart, $"[{attribute}]" + (first.SpanStart == StartOfText(first) ? NewLine(member) + Indentation(first) : " "));
    }

    /// <summary>A statement on the line after another one.</summary>
    /// <param name="previous">The statement that it follows.</param>
    /// <param name="code">The statement's lines, without indentation.</param>
    public static TextChange After(SyntaxNode previous, params string[] code)
    {
        var start = NewLine(previous) + Indentation(previous.GetFirstToken());
        return At(EndOfLine(previous), string.Concat(code.Select(line => start + line)));
    }

    /// <summary>A directive after those that the file has, or nothing where the type is known by its name already.</summary>
    /// <param name="model">The file.</param>
    /// <param name="position">Where the type shall be known.</param>
    /// <param name="metadataName">The type, with its namespace.</param>
    public static IEnumerable<TextChange> Using(SemanticModel model, int position, string metadataName)
    {
        var end = metadataName.LastIndexOf('.');
        if (model.LookupNamespacesAndTypes(position, name: metadataName.Substring(end + 1)).Any(found => found.ToDisplayString() == metadataName))
        {
            yield break;
        }

        var root = (CompilationUnitSyntax)model.SyntaxTree.GetRoot();
        var directive = $"using {metadataName.Substring(0, end)};";
        var usings = root.Usings.Count > 0 ? root.Usings : root.Members.OfType<BaseNamespaceDeclarationSyntax>().Select(space => space.Usings).FirstOrDefault();
        yield return usings.Count > 0
            ? After(usings.Last(), directive)
            : At(StartOfCode(root), directive + NewLine(root) + NewLine(root));
    }

    private static TextChange At(int position, string text) => new(new TextSpan(position, 0), text);

    private static int StartOfText(SyntaxToken token) => LineOf(token).Start + Indentation(token).Length;

    private static string Indentation(SyntaxToken token)
    {
        var line = LineOf(token).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    private static TextLine LineOf(SyntaxToken token) => token.SyntaxTree!.GetText().Lines.GetLineFromPosition(token.SpanStart);

    /// <summary>Where the code of a file begins: after the comment that heads it, with the documentation of its first type.</summary>
    private static int StartOfCode(CompilationUnitSyntax root)
    {
        var first = root.GetFirstToken();
        return first.LeadingTrivia.FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)) is { RawKind: not 0 } documentation
            ? documentation.FullSpan.Start
            : first.SpanStart;
    }

    /// <summary>The end of a node, behind the comment that belongs to its last line.</summary>
    private static int EndOfLine(SyntaxNode node) =>
        node.GetTrailingTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } end ? end.SpanStart : node.Span.End;

    /// <summary>How the file of a node ends its lines.</summary>
    private static string NewLine(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        var first = text.Lines[0];
        return first.End == first.EndIncludingLineBreak ? "\n" : text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
    }
}
