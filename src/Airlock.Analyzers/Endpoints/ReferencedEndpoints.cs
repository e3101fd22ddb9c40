using Airlock.Analyzers.Catalog;
using Airlock.Shared.Json;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Endpoints;

/// <summary>An endpoint that a referenced project maps when one of its methods is called.</summary>
/// <param name="Name">Verb and route as far as that project knows them.</param>
/// <param name="Reaches">The chain by which it runs a model.</param>
internal readonly record struct ReferencedEndpoint(string Name, string Reaches);

/// <summary>
/// What the gate saw in the projects that this one references: which of their methods map inference endpoints, and which require
/// authentication of all. Each project leaves it beside its assembly as <c>*.endpoints.json</c>, so that an endpoint and what
/// protects it are joined across projects.
/// </summary>
internal sealed class ReferencedEndpoints
{
    /// <summary>How the file of a project ends.</summary>
    public const string FileEnding = ".endpoints.json";

    private readonly Lazy<(ILookup<string, ReferencedEndpoint> Endpoints, HashSet<string> Authorizing)> _content;

    /// <param name="files">The files that may hold what other projects offer.</param>
    public ReferencedEndpoints(IEnumerable<AdditionalText> files) => _content = new(() => Read(files));

    /// <summary>The endpoints that a call of a method mounts; none for most.</summary>
    public IReadOnlyList<ReferencedEndpoint> MountedBy(IMethodSymbol method) =>
        _content.Value.Endpoints.Count > 0 && IdOf(method) is { } id ? [.. _content.Value.Endpoints[id]] : [];

    /// <summary>Whether a call of a method requires authentication for every endpoint.</summary>
    public bool Authorizes(IMethodSymbol method) => _content.Value.Authorizing.Count > 0 && IdOf(method) is { } id && _content.Value.Authorizing.Contains(id);

    /// <summary>The names of all such methods, by which their calls are found.</summary>
    public IEnumerable<string> AuthorizingNames => _content.Value.Authorizing.Select(NameIn).Distinct(StringComparer.Ordinal);

    /// <summary>The names of the methods that mount endpoints.</summary>
    public IEnumerable<string> MountingNames => _content.Value.Endpoints.Select(group => NameIn(group.Key)).Distinct(StringComparer.Ordinal);

    private static string? IdOf(IMethodSymbol method) => CatalogLookup.Declaration(method).GetDocumentationCommentId();

    private static string NameIn(string id)
    {
        var end = id.IndexOf('(');
        var member = end < 0 ? id : id.Substring(0, end);
        var name = member.Substring(member.LastIndexOf('.') + 1);
        return name.IndexOf('`') is var arity and > 0 ? name.Substring(0, arity) : name;
    }

    private static (ILookup<string, ReferencedEndpoint> Endpoints, HashSet<string> Authorizing) Read(IEnumerable<AdditionalText> files)
    {
        var roots = files.Select(file => file.GetText()).Where(text => text is { Length: <= JsonText.MaximumLength }).Select(text => JsonText.ParseForeign(text!.ToString())).OfType<JsonValue>().ToList();
        return (
            roots.SelectMany(root => root["endpoints"]?.Items ?? []).ToLookup(
                item => item["mountedBy"]?.Text ?? "", item => new ReferencedEndpoint(item["name"]?.Text ?? "", item["reaches"]?.Text ?? ""), StringComparer.Ordinal),
            new HashSet<string>(roots.SelectMany(root => root["authorizedBy"]?.Items ?? []).Select(item => item.Text), StringComparer.Ordinal));
    }
}
