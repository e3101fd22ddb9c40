using System.Collections.Immutable;

namespace Airlock.Core.Bom;

/// <content>What many parts have in common.</content>
internal sealed partial class BomJson
{
    private HashSet<string> _refs = [];

    private void Organization(string name, OrganizationalEntity? organization)
    {
        if (organization is not null)
        {
            json.WriteStartObject(name);
            Text("name", organization.Name);
            List("url", organization.Urls.Order(StringComparer.Ordinal), json.WriteStringValue);
            List("contact", organization.Contacts, Contact);
            json.WriteEndObject();
        }
    }

    private void Contact(Contact contact) => Object(() =>
    {
        Text("name", contact.Name);
        Text("email", contact.Email);
    });

    private void Hash(Hash hash)
    {
        json.WriteStartObject();
        json.WriteString("alg", hash.Alg);
        json.WriteString("content", hash.Content);
        json.WriteEndObject();
    }

    private void ExternalReferences(ImmutableArray<ExternalReference> references)
    {
        var sorted = references
            .OrderBy(reference => reference.Type, StringComparer.Ordinal)
            .ThenBy(reference => reference.Url, StringComparer.Ordinal);
        List("externalReferences", sorted, reference =>
        {
            json.WriteStartObject();
            json.WriteString("url", reference.Url);
            Text("comment", reference.Comment);
            json.WriteString("type", reference.Type);
            List<Hash>("hashes", reference.Hash is { } hash ? [hash] : [], Hash);
            json.WriteEndObject();
        });
    }

    private void Properties(IEnumerable<Property> properties) => List("properties", Sorted(properties), property =>
    {
        json.WriteStartObject();
        json.WriteString("name", property.Name);
        json.WriteString("value", property.Value);
        json.WriteEndObject();
    });

    internal static IEnumerable<Property> Sorted(IEnumerable<Property> properties) =>
        properties.OrderBy(property => property.Name, StringComparer.Ordinal).ThenBy(property => property.Value, StringComparer.Ordinal);

    private void Text(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private void References(string name, IEnumerable<string> references) =>
        List(name, references.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), json.WriteStringValue);

    private void Object(Action members)
    {
        json.WriteStartObject();
        members();
        json.WriteEndObject();
    }

    // The schema asks for at least one item in most lists, and an empty list says nothing: it is left out.
    private void List<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        var started = false;
        foreach (var item in items)
        {
            if (!started)
            {
                json.WriteStartArray(name);
                started = true;
            }

            write(item);
        }

        if (started)
        {
            json.WriteEndArray();
        }
    }
}
