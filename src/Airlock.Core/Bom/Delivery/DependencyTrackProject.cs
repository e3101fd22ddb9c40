namespace Airlock.Core.Bom.Delivery;

/// <summary>The project of a Dependency-Track server that a document belongs to: by its identifier, or by name and version.</summary>
public sealed record DependencyTrackProject
{
    /// <summary>Its identifier on the server, or null; then <see cref="Name"/> is set.</summary>
    public Guid? Id { get; init; }

    /// <summary>Its name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Its version, or null for a project without one.</summary>
    public string? Version { get; init; }

    /// <summary>Whether the server makes it if it is not there. The key needs a permission for that.</summary>
    public bool AutoCreate { get; init; }

    /// <summary>Name of the project under which it is made, or null.</summary>
    public string? ParentName { get; init; }

    /// <summary>Version of that project, or null.</summary>
    public string? ParentVersion { get; init; }

    /// <summary>Whether this version becomes the latest one when it is made.</summary>
    public bool IsLatest { get; init; }

    /// <summary>The project in words.</summary>
    public override string ToString() => Id is { } id ? $"project {id}" : $"project {Name}{(Version is null ? "" : " " + Version)}";

    /// <summary>The fields of the form, without the document; what is not said is left out, because the server reads an empty field as a value.</summary>
    internal IEnumerable<(string Name, string Value)> Fields()
    {
        if (Id is { } id)
        {
            return [("project", id.ToString("D"))];
        }

        return new (string Name, string? Value)[]
        {
            ("projectName", Name),
            ("projectVersion", Version),
            ("autoCreate", AutoCreate ? "true" : null),
            ("parentName", ParentName),
            ("parentVersion", ParentVersion),
            ("isLatest", IsLatest ? "true" : null),
        }.Where(field => !string.IsNullOrEmpty(field.Value)).Select(field => (field.Name, field.Value!));
    }
}

/// <summary>What the server answered to a document.</summary>
/// <param name="Token">By which one may ask whether it was processed.</param>
/// <param name="ProjectId">The project it went to; null if the server does not say, as earlier versions do not.</param>
public sealed record DeliveredBom(Guid Token, Guid? ProjectId);
