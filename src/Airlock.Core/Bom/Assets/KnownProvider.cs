using System.Text.RegularExpressions;

namespace Airlock.Core.Bom.Assets;

/// <summary>A provider of models that is known by name (<c>providers.tsv</c>).</summary>
/// <param name="Name">Its name, as the inventory says it.</param>
/// <param name="Url">Where it presents itself.</param>
/// <param name="Zone">Where it runs unless an address says otherwise: <c>third-party</c> or <c>local</c>; empty if either.</param>
internal sealed record KnownProvider(string Name, string Url, string Zone)
{
    private static readonly Lazy<Dictionary<string, KnownProvider>> All = new(() =>
        EmbeddedTable.Rows("providers.tsv").Select(cells => new KnownProvider(cells[0], cells[1], cells[2])).ToDictionary(provider => provider.Name, StringComparer.OrdinalIgnoreCase));

    private static readonly Lazy<List<(Regex Id, OrganizationalEntity Maker)>> Makers = new(() =>
    [
        .. EmbeddedTable.Rows("model-makers.tsv").Select(cells => (
            new Regex("^(?:" + cells[0] + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking),
            new OrganizationalEntity(cells[1], [cells[2]]))),
    ]);

    /// <summary>The provider of that name, or null.</summary>
    public static KnownProvider? Find(string name) => All.Value.GetValueOrDefault(name);

    /// <summary>A provider as an organization, with its address if it is known.</summary>
    public static OrganizationalEntity Organization(string name) => new(name, Find(name) is { } known ? [known.Url] : []);

    /// <summary>Who made the model of that id, or null if its name does not tell.</summary>
    public static OrganizationalEntity? MakerOf(string modelId)
    {
        // Ids of gateways carry the maker before them: openai/gpt-4o, us.anthropic.claude-….
        var name = modelId[(modelId.LastIndexOf('/') + 1)..];
        return Makers.Value.FirstOrDefault(maker => maker.Id.IsMatch(name)).Maker;
    }
}
