using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// Which bodies of the program mention a name, so that callers of a method and writers of a field are found without
/// binding the whole program. It is read from the syntax, once, when the first flow leaves its body.
/// </summary>
internal sealed class CodeIndex
{
    /// <summary>The name under which <c>new()</c> without a type is found.</summary>
    public const string ImplicitCreation = "new()";

    /// <summary>The name under which <c>: base(…)</c> and <c>: this(…)</c> are found.</summary>
    public const string ConstructorInitializer = ":base()";

    private static readonly IReadOnlyList<SyntaxNode> Nowhere = [];

    private readonly Dictionary<string, List<SyntaxNode>> _bodies = new(StringComparer.Ordinal);
    private readonly Dictionary<SyntaxTree, HashSet<string>> _names = [];
    private readonly ConcurrentDictionary<string, bool> _isGrown = new(StringComparer.Ordinal);

    /// <summary>Reads the program.</summary>
    public CodeIndex(Compilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal))
        {
            if (IsOfFramework(tree.FilePath))
            {
                _names[tree] = [];
                continue;
            }

            ReadDeclarations(tree.GetRoot(), _names[tree] = new HashSet<string>(StringComparer.Ordinal));
        }
    }

    // What the generators of the framework write (serialization, regular expressions, logging) takes part in no flow that the
    // program's own code does not show.
    private static bool IsOfFramework(string path) =>
        path.EndsWith(".g.cs", StringComparison.Ordinal)
        && (path.IndexOf("System.Text.", StringComparison.Ordinal) >= 0 || path.IndexOf("Microsoft.Extensions.", StringComparison.Ordinal) >= 0 || path.IndexOf("Microsoft.Interop.", StringComparison.Ordinal) >= 0);

    /// <summary>The bodies that mention a name, in the order of the program.</summary>
    public IReadOnlyList<SyntaxNode> Mentioning(string name) => _bodies.TryGetValue(name, out var bodies) ? bodies : Nowhere;

    /// <summary>Every name that some body mentions.</summary>
    public IEnumerable<string> Names => _bodies.Keys;

    /// <summary>Whether a file mentions a name anywhere.</summary>
    public bool IsMentionedIn(SyntaxTree tree, string name) => _names[tree].Contains(name);

    /// <summary>Whether some body of the program adds to a collection that a member holds, or hands it on to be changed.</summary>
    public bool IsGrown(ISymbol member) => _isGrown.GetOrAdd(member.Name, FindIsGrown);

    private bool FindIsGrown(string member) => Mentioning(member).Any(body => body.DescendantNodes().OfType<IdentifierNameSyntax>()
        .Any(name => name.Identifier.ValueText == member && IsGrowth(name)));

    private static bool IsGrowth(IdentifierNameSyntax name)
    {
        var reference = name.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == name ? (ExpressionSyntax)qualified : name;
        return reference.Parent switch
        {
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax, Name.Identifier.ValueText: var method } =>
                method.StartsWith("Add", StringComparison.Ordinal) || method.StartsWith("TryAdd", StringComparison.Ordinal) || method.StartsWith("Insert", StringComparison.Ordinal)
                || method is "UnionWith" or "Push" or "Enqueue" or "GetOrAdd",
            ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } element => assignment.Left == element,
            _ => false,
        };
    }

    /// <summary>The body that a node stands in; null if it stands in none.</summary>
    public static SyntaxNode? BodyAround(SyntaxNode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            if (IsBody(node))
            {
                return node;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether a declaration or clause is a body by itself: it has an operation of its own that is part of no other.
    /// Lambdas and local functions belong to the body around them.
    /// </summary>
    public static bool IsBody(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax or AccessorDeclarationSyntax => true,
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax } => true,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax } => true,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } } => true,
        TypeDeclarationSyntax { ParameterList: not null } type => type.BaseList?.Types.FirstOrDefault() is PrimaryConstructorBaseTypeSyntax,
        CompilationUnitSyntax unit => unit.Members.Any(SyntaxKind.GlobalStatement),
        _ => false,
    };

    private void ReadDeclarations(SyntaxNode root, HashSet<string> all)
    {
        foreach (var node in root.DescendantNodesAndSelf(node => !IsBody(node) || node is CompilationUnitSyntax or TypeDeclarationSyntax))
        {
            if (IsBody(node))
            {
                ReadBody(node, all);
            }
            else if (node is SimpleNameSyntax name)
            {
                all.Add(name.Identifier.ValueText);
            }
        }
    }

    private void ReadBody(SyntaxNode body, HashSet<string> all)
    {
        var parts = body switch
        {
            CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().SelectMany(statement => statement.DescendantNodes()),
            TypeDeclarationSyntax type => type.BaseList!.Types[0].DescendantNodesAndSelf(),
            _ => body.DescendantNodes(),
        };
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in parts)
        {
            var name = node switch
            {
                SimpleNameSyntax simple => simple.Identifier.ValueText,
                ImplicitObjectCreationExpressionSyntax => ImplicitCreation,
                ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax => ConstructorInitializer,
                _ => null,
            };
            if (name is not null && names.Add(name))
            {
                if (!_bodies.TryGetValue(name, out var bodies))
                {
                    _bodies.Add(name, bodies = []);
                }

                bodies.Add(body);
                all.Add(name);
            }
        }
    }
}
