using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>
/// The addresses that a client is given, as they may stand in a document: without user name, query and fragment, in which keys travel, and cut where only the
/// running program knows how they go on.
/// </summary>
internal sealed class ServiceAddresses(AirlockContext airlock)
{
    /// <summary>What is known of the address that an expression has; never nothing, because somebody gives it.</summary>
    /// <param name="value">A text, a <c>Uri</c>, or an object that holds the address in a property of its own.</param>
    public IReadOnlyList<FoundValue> Of(IOperation value)
    {
        if (value.Unwrap().Type is { SpecialType: not SpecialType.System_String, Name: not "Uri" })
        {
            return SetOn(value) is { Count: > 0 } set ? set : [Unknown(value)];
        }

        var found = airlock.Values.InEffect(value);
        IReadOnlyList<FoundValue> known = [.. found.Select(Clean).Where(one => one.Text is not null)];
        if (known.Count > 0)
        {
            return known;
        }

        IReadOnlyList<FoundValue> composed =
        [
            .. airlock.Addresses.Reaching(value)
                .Select(address => Clean(new FoundValue(address.Text, value.Syntax, address.Place, address.Key is null ? ValueSource.Constant : ValueSource.Configuration, address.Key)))
                .Where(one => one.Text is not null),
        ];
        return composed.Count > 0 ? composed
            : found.FirstOrDefault(one => one.Key is not null) is { Key: not null } keyed ? [keyed with { Text = null }]
            : [Unknown(value)];
    }

    /// <summary>The addresses that options are set to, or an object that configures them; none if they hold none.</summary>
    public IReadOnlyList<FoundValue> SetOn(IOperation options) =>
        [.. airlock.ObjectSettings.Of(options).Where(assignment => assignment.Target is IPropertyReferenceOperation { Property: var property } && HoldsAddress(property)).SelectMany(assignment => Of(assignment.Value))];

    /// <summary>The addresses that stand in the settings below a section.</summary>
    public IReadOnlyList<FoundValue> InSection(string section, IOperation use) =>
    [
        .. airlock.Addresses.InSettings(section)
            .Select(address => Clean(new FoundValue(address.Text, use.Syntax, address.Place, ValueSource.Configuration, address.Key)))
            .Where(address => address.Text is not null),
    ];

    /// <summary>The address of a connection string, whose name code gives; without an address if no file gives the connection string.</summary>
    public FoundValue OfConnection(string name, IOperation use)
    {
        var key = "ConnectionStrings:" + name;
        var written = airlock.Addresses.InSettings(key).Select(address => new FoundValue(address.Text, use.Syntax, address.Place, ValueSource.Configuration, address.Key)).Select(Clean).ToList();
        return written.Count > 0 ? written[0] : Unknown(use, key);
    }

    private bool HoldsAddress(IPropertySymbol property) =>
        airlock.Catalog.Find(CatalogTable.Clients, property).Any(row => row.Value("address") is not null)
        || property is { Name: "Endpoint", Type.Name: "Uri" } or { Name: "BaseAddress", ContainingType.Name: "HttpClient" };

    private static FoundValue Clean(FoundValue found) => found.Text is { } text ? found with { Text = Clean(text) } : found;

    /// <summary>The address as it may stand in a document; null if the text is none, or its host is not known.</summary>
    public static string? Clean(string text)
    {
        var address = AddressTexts.EndpointIn(text).Trim();
        if (NetworkAddress.Of(address) is not { Host.Length: > 0 } network || network.Host.IndexOfAny([' ', '{', '}', '<', '>']) >= 0)
        {
            return null;
        }

        var end = address.IndexOfAny(['?', '#']);
        address = end < 0 ? address : address.Substring(0, end);
        var authority = address.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = address.IndexOf('/', authority);
        var user = address.LastIndexOf('@', path < 0 ? address.Length - 1 : path);
        address = user < authority ? address : address.Remove(authority, user + 1 - authority);
        var hole = Enumerable.Range(0, address.Length).FirstOrDefault(index => AddressText.HasHole(address[index].ToString()));
        return hole == 0 ? address : address.LastIndexOf('/', hole) is var slash && slash >= authority ? address.Substring(0, slash + 1) : address.Substring(0, hole).TrimEnd(':');
    }

    private static FoundValue Unknown(IOperation use, string? key = null) => new(null, use.Syntax, use.Syntax.GetLocation(), ValueSource.Unknown, key);
}
