using System.Collections.Immutable;
using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Assets;

/// <summary>An AI asset as a part of the document: a component or a service, with the findings that it was made from.</summary>
internal sealed record AssetPart
{
    private AssetPart(string bomRef, Component? component, Service? service, IEnumerable<Finding> uses)
    {
        (BomRef, Component, Service) = (bomRef, component, service);
        Uses = [.. uses];
    }

    /// <summary>Identifier within the document.</summary>
    public string BomRef { get; }

    /// <summary>The component, or null for a service.</summary>
    public Component? Component { get; init; }

    /// <summary>The service, or null for a component.</summary>
    public Service? Service { get; init; }

    /// <summary>The findings that it was made from.</summary>
    public ImmutableArray<Finding> Uses { get; }

    /// <summary>What it needs besides what its findings name.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>Where its values come from.</summary>
    public ImmutableArray<ValueSource> Sources { get; init; } = [];

    /// <summary>A component.</summary>
    public static AssetPart Of(Component component, IEnumerable<Finding> uses) => new(component.BomRef!, component, null, uses);

    /// <summary>A service.</summary>
    public static AssetPart Of(Service service, IEnumerable<Finding> uses, ImmutableArray<ValueSource> sources) =>
        new(service.BomRef, null, service, uses) { Sources = sources };
}
