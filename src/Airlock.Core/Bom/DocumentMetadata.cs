namespace Airlock.Core.Bom;

/// <summary>The head of a document: when, by what and by whom it was made, and who may have it.</summary>
internal static class DocumentMetadata
{
    /// <summary>Where the time comes from.</summary>
    public const string TimeProperty = "airlock:timestamp:source";

    private const string Manufacturer = "The Airlock authors";
    private const string Licence = "MIT";

    /// <summary>The head.</summary>
    public static Metadata Build(BomInput input, Component root) => new()
    {
        Timestamp = input.Timestamp,
        Lifecycle = "build",
        Tools = [Tool(input)],
        Authors = input.Publisher is { } publisher && (publisher.Name ?? publisher.Email) is not null ? [new Contact(publisher.Name, publisher.Email)] : [],
        Component = root,
        Manufacturer = input.Publisher?.ToOrganization(),
        Supplier = input.Publisher?.ToOrganization(),
        License = input.Licence,
        Tlp = input.Tlp,
        Properties =
        [
            new Property("airlock:coverage:code", input.IsCodeUnknown ? "none" : "static"),
            new Property("airlock:schemaVersion", "2"),
            .. input is { Timestamp: not null, TimestampSource: { } source } ? [new Property(TimeProperty, source)] : Array.Empty<Property>(),
        ],
    };

    private static Component Tool(BomInput input) => BomBuilder.Tool(input) with
    {
        Manufacturer = new OrganizationalEntity(Manufacturer, []),
        Hashes = input.ToolSha256 is { } sha256 ? [new Hash("SHA-256", sha256)] : [],
        Licenses = [new License(Licence, null, null)],
    };
}
