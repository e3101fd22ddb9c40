namespace Airlock.Core.Bom;

/// <summary>Who makes and supplies an application, and so its document. At least one of the three is known.</summary>
/// <param name="Name">Name, or null.</param>
/// <param name="Url">Web address, or null.</param>
/// <param name="Email">Where a person answers, or null.</param>
public sealed record BomPublisher(string? Name, string? Url, string? Email)
{
    /// <summary>The publisher that is known by some of these; null if by none.</summary>
    /// <param name="name">Name, or null.</param>
    /// <param name="url">Address; what is no web address does not count.</param>
    /// <param name="email">Address of mail, or null.</param>
    public static BomPublisher? Of(string? name, string? url, string? email)
    {
        var address = WebAddress.Clean(url);
        return string.IsNullOrEmpty(name) && address is null && string.IsNullOrEmpty(email) ? null : new BomPublisher(name, address, email);
    }

    internal OrganizationalEntity ToOrganization() => new(Name ?? "", Url is null ? [] : [Url])
    {
        Contacts = string.IsNullOrEmpty(Email) ? [] : [new Contact(Name, Email)],
    };
}
