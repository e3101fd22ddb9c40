using System.Text;
using Airlock.Shared.Json;

namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>All statements of the documents that policy names (<c>libraries.vulnerabilities.vex</c>).</summary>
internal sealed class VexStatements
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<VexStatement> _statements = [];
    private readonly LibrarySet _libraries;

    private VexStatements(LibrarySet libraries) => _libraries = libraries;

    /// <summary>Reads all documents. What can't be read, or has no reason, clears nothing, and is an error at the document's entry of the policy.</summary>
    public static VexStatements Read(LibrarySet libraries, LibraryReport report)
    {
        var statements = new VexStatements(libraries);
        if (libraries.Context.PolicyFile is { } policy)
        {
            foreach (var entry in libraries.Context.Policy.Libraries.Vex)
            {
                foreach (var problem in statements.ReadDocument(entry.Text, Path.GetFullPath(entry.Text, Path.GetDirectoryName(policy)!)))
                {
                    report.PolicyError(new TextError(entry.Position, $"the VEX document \"{entry.Text}\" {problem}"));
                }
            }
        }

        return statements;
    }

    /// <summary>
    /// The statement that takes the weight from an advisory on a package, or null. Of several that speak of both, the latest counts; of those as late as
    /// each other, one that clears nothing.
    /// </summary>
    public VexStatement? Clearing(AdvisoryNames advisory, RestoredPackage package)
    {
        VexStatement? latest = null;
        foreach (var statement in _statements.Where(statement => statement.Vulnerability.Overlaps(advisory) && statement.Products.Any(product => IsAbout(statement, product, package))))
        {
            var order = latest is null ? 1 : Nullable.Compare(statement.Time, latest.Time);
            if (order > 0 || (order == 0 && !statement.Clears))
            {
                latest = statement;
            }
        }

        return latest is { Clears: true } ? latest : null;
    }

    /// <summary>Whether a statement takes the weight from an advisory on any package of the project.</summary>
    public bool ClearsSomewhere(AdvisoryNames advisory) => _libraries.Packages.Any(package => Clearing(advisory, package) is not null);

    // "Fixed" without a version says that a fix exists, and not that this version has it.
    private bool IsAbout(VexStatement statement, VexProduct product, RestoredPackage package) =>
        product.Package.Names(package.Id, package.Version)
        && (product.Package.Version is not null || statement.Status != VexStatus.Fixed)
        && (product.Within is not { } within || IsOnlyWithin(within, package));

    // A vendor's word on what is inside of its package says nothing of the same library used elsewhere.
    private bool IsOnlyWithin(NuGetPurl within, RestoredPackage package)
    {
        var graph = _libraries.Graph;
        if (string.Equals(within.Id, graph.ProjectName, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!graph.Nodes.Any(node => within.Names(node.Id, node.Version)))
        {
            return false;
        }

        var queue = new Queue<PackageNode>(graph.Nodes.Where(node => node.IsDirect && !within.Names(node.Id, node.Version)));
        var seen = queue.Select(node => node.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        while (queue.TryDequeue(out var node))
        {
            foreach (var next in node.Dependencies.Select(graph.Find).OfType<PackageNode>().Where(next => !within.Names(next.Id, next.Version)))
            {
                if (seen.Add(next.Id))
                {
                    queue.Enqueue(next);
                }
            }
        }

        // What no edge leads to is not known to be inside of anything.
        return !seen.Contains(package.Id) && !graph.PathTo(package.Node).IsEmpty;
    }

    private IEnumerable<string> ReadDocument(string name, string file)
    {
        string? problem = null;
        string text = "";
        try
        {
            if (new FileInfo(file) is not { Exists: true } info)
            {
                problem = "does not exist";
            }
            else if (info.Length > JsonText.MaximumLength)
            {
                problem = $"is too large: {info.Length:N0} bytes, at most {JsonText.MaximumLength:N0} are read";
            }
            else
            {
                text = File.ReadAllText(file, StrictUtf8);
            }
        }
        catch (DecoderFallbackException)
        {
            problem = "is not UTF-8 text";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = $"can't be read: {exception.Message}";
        }

        return problem is null ? VexDocument.Read(text, name, _statements).Select(error => $"{error.Position}: {ForeignText.Clean(error.Message)}") : [problem];
    }
}
