using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Airlock.Core.Bom.Spdx;

/// <summary>The organizations, people and tools of a document. One name is one agent, with all that any place of the document says of it.</summary>
internal sealed class SpdxAgents
{
    private readonly SpdxIdentifiers _ids;
    private readonly Dictionary<string, List<OrganizationalEntity>> _organizations;
    private readonly SortedDictionary<string, SpdxElement> _used = new(StringComparer.Ordinal);

    public SpdxAgents(Bom bom, SpdxIdentifiers ids)
    {
        _ids = ids;
        _organizations = new[] { bom.Metadata.Manufacturer, bom.Metadata.Supplier }
            .Concat(bom.Components.Append(bom.Metadata.Component).Concat(bom.Metadata.Tools).SelectMany(component => new[] { component.Supplier, component.Manufacturer }))
            .Concat(bom.Services.Select(service => service.Provider))
            .OfType<OrganizationalEntity>()
            .Where(organization => organization.Name.Length > 0)
            .GroupBy(organization => organization.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
    }

    /// <summary>Those that somebody referred to.</summary>
    public IEnumerable<SpdxElement> Elements => _used.Values;

    /// <summary>The identifier of an organization, or null.</summary>
    public string? Of(OrganizationalEntity? organization) => organization is { Name.Length: > 0 } ? Organization(organization.Name) : null;

    /// <summary>The identifier of somebody of whom only the name is known: the organization of that name if there is one.</summary>
    public string? Named(string? name) => string.IsNullOrEmpty(name) ? null
        : _organizations.ContainsKey(name) ? Organization(name)
        : Use("Agent", "agent", name, [], []);

    /// <summary>The identifier of a person or department, or null if nothing is known of it.</summary>
    public string? Of(Contact contact) => (contact.Name ?? contact.Email) is { Length: > 0 } name ? Use("Agent", "agent", name, [], [contact.Email]) : null;

    /// <summary>The identifier of a tool.</summary>
    public string Tool(Component tool)
    {
        var name = tool.Version is null ? tool.Name : $"{tool.Name} {tool.Version}";
        var id = Use("Tool", "tool", name, tool.Purl is null ? [] : [tool.Purl], []);
        _used[id].SetHashes(tool.Hashes);
        return id;
    }

    /// <summary>The identifier of a program that acts where nobody else is known to have.</summary>
    public string Software(string name) => Use("SoftwareAgent", "software-agent", name, [], []);

    private string Organization(string name)
    {
        var all = _organizations[name];
        return Use("Organization", "organization", name, all.SelectMany(one => one.Urls), all.SelectMany(one => one.Contacts).Select(contact => contact.Email));
    }

    private string Use(string type, string kind, string name, IEnumerable<string> addresses, IEnumerable<string?> emails)
    {
        var id = _ids.Of(kind, name);
        if (!_used.ContainsKey(id))
        {
            _used[id] = new SpdxElement(type, id)
                .Set("name", name)
                .Set("externalIdentifier", emails.OfType<string>().Select(email => new JsonObject { ["type"] = "ExternalIdentifier", ["externalIdentifierType"] = "email", ["identifier"] = email })
                    .Concat(addresses.Where(address => address.StartsWith("pkg:", StringComparison.Ordinal)).Select(purl => new JsonObject { ["type"] = "ExternalIdentifier", ["externalIdentifierType"] = "packageUrl", ["identifier"] = purl })))
                .Set("externalRef", addresses.Where(address => !address.StartsWith("pkg:", StringComparison.Ordinal)).Select(address => SpdxReferences.Of("altWebPage", address, null)));
        }

        return id;
    }
}
