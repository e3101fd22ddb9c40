using System.Collections.Immutable;
using System.IO;

namespace Airlock.Analyzers.Catalog;

/// <summary>
/// One table of the catalog, embedded as <c>Catalog/*.tsv</c> with the columns id, kind, detail and package. A table is
/// read when it is first asked, so that a compilation without AI libraries reads none.
/// </summary>
internal sealed class CatalogTable
{
    private readonly Lazy<Content> _content;

    private CatalogTable(string name)
    {
        Name = name;
        _content = new Lazy<Content>(() => Read(name));
    }

    /// <summary>Constructors and registrations of AI clients, with key, endpoint and model parameters.</summary>
    public static CatalogTable Clients { get; } = new("clients");

    /// <summary>Mapping of endpoints and what protects them.</summary>
    public static CatalogTable Endpoints { get; } = new("endpoints");

    /// <summary>Types that are agents, or the record that a service keeps of one.</summary>
    public static CatalogTable Agents { get; } = new("agents");

    /// <summary>Methods that run inference.</summary>
    public static CatalogTable InferenceCalls { get; } = new("inference-calls");

    /// <summary>Values that a model, a tool call or a retrieval produced.</summary>
    public static CatalogTable LlmOutputs { get; } = new("llm-outputs");

    /// <summary>Loads of models, tokenizers and data sets.</summary>
    public static CatalogTable ModelLoads { get; } = new("model-loads");

    /// <summary>What must not receive text that an outsider can steer.</summary>
    public static CatalogTable Sinks { get; } = new("sinks");

    /// <summary>Members that make a value harmless for a kind of sink, or check it.</summary>
    public static CatalogTable Sanitizers { get; } = new("sanitizers");

    /// <summary>Members of model replies that hold no text of the model.</summary>
    public static CatalogTable PlainMembers { get; } = new("plain-members");

    /// <summary>Parameters of prompts by their role, and where text comes from that an outsider may have written.</summary>
    public static CatalogTable Prompts { get; } = new("prompts");

    /// <summary>What makes a method one that a model may call.</summary>
    public static CatalogTable ToolEntryPoints { get; } = new("tool-entry-points");

    /// <summary>Calls that destroy, move or send something, by what they do.</summary>
    public static CatalogTable DestructiveCalls { get; } = new("destructive-calls");

    /// <summary>Where a program says itself which certificates it accepts, for a connection or for all of the process.</summary>
    public static CatalogTable CertificateChecks { get; } = new("certificate-checks");

    /// <summary>Members that put what they are given into the answer to a caller.</summary>
    public static CatalogTable Responses { get; } = new("responses");

    /// <summary>Members and types that say how the application works inside.</summary>
    public static CatalogTable Internals { get; } = new("internals");

    /// <summary>Every table.</summary>
    public static IReadOnlyList<CatalogTable> All { get; } =
    [
        Agents, Clients, Endpoints, InferenceCalls, LlmOutputs, ModelLoads, Sinks, Sanitizers, PlainMembers, Prompts, ToolEntryPoints, DestructiveCalls, CertificateChecks, Responses, Internals,
    ];

    /// <summary>The file's name without its extension.</summary>
    public string Name { get; }

    /// <summary>The rows in the order of the file.</summary>
    public IReadOnlyList<CatalogRow> Rows => _content.Value.Rows;

    /// <inheritdoc cref="CatalogIndex{TRow}.Find"/>
    public ImmutableArray<CatalogRow> Find(string id) => _content.Value.Index.Find(id);

    /// <inheritdoc cref="CatalogIndex{TRow}.HasName"/>
    public bool HasName(string name) => _content.Value.Index.HasName(name);

    /// <inheritdoc cref="CatalogIndex{TRow}.HasMember"/>
    public bool HasMember(string owner, string name) => _content.Value.Index.HasMember(owner, name);

    private static Content Read(string name)
    {
        using var stream = typeof(CatalogTable).Assembly.GetManifestResourceStream($"Airlock.Catalog.{name}.tsv")!;
        using var reader = new StreamReader(stream);
        var content = new Content();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            var row = new CatalogRow(cells[0], cells[1], cells[2], cells[3]);
            content.Rows.Add(row);
            content.Index.Add(row.Id, row);
        }

        return content;
    }

    private sealed class Content
    {
        public List<CatalogRow> Rows { get; } = [];

        public CatalogIndex<CatalogRow> Index { get; } = new();
    }
}
