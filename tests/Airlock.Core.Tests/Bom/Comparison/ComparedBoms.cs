using Airlock.Core.Bom;
using Document = Airlock.Core.Bom.Bom;

namespace Airlock.Core.Tests.Bom.Comparison;

/// <summary>Small documents to compare.</summary>
internal static class ComparedBoms
{
    /// <summary>A document of Airlock with these parts.</summary>
    public static Document Of(params object[] parts) => new()
    {
        Metadata = new Metadata
        {
            Lifecycle = "build",
            Component = new Component { Type = ComponentType.Application, BomRef = "app", Name = "App", Version = "1.0.0" },
            Properties = [new Property("airlock:schemaVersion", "2")],
        },
        Components = [.. parts.OfType<Component>()],
        Services = [.. parts.OfType<Service>()],
        Dependencies = [.. parts.OfType<Dependency>()],
    };

    /// <summary>The same as another program would write it.</summary>
    public static Document OfOthers(params object[] parts) => Of(parts) is var bom ? bom with { Metadata = bom.Metadata with { Properties = [] } } : null!;

    /// <summary>An asset with properties, each as <c>name=value</c>.</summary>
    public static Component Asset(string kind, string name, params string[] properties) => new()
    {
        Type = kind switch
        {
            "hosted-model" or "local-model" => ComponentType.MachineLearningModel,
            "dataset" or "prompt" => ComponentType.Data,
            "agent" => ComponentType.Application,
            _ => ComponentType.Library,
        },
        BomRef = $"{kind}:{name}",
        Name = name,
        IsExternal = kind == "hosted-model",
        Properties = [new Property("airlock:asset:kind", kind), .. properties.Select(Property)],
        Evidence = new Evidence([], [new Occurrence("src/Chat.cs", 17, "Chat.Run", null)]),
    };

    public static Component WithHash(this Component component, char digit) => component with { Hashes = [new Hash("SHA-256", BomInputs.Digest(digit))] };

    public static Component WithLicence(this Component component, string licence) => component with { Licenses = [new License(licence, null, null)] };

    /// <summary>A service of a group with properties, each as <c>name=value</c>.</summary>
    public static Service Service(string group, string name, params string[] properties) => new()
    {
        BomRef = $"service:{group}:{name}",
        Group = group,
        Name = name,
        Properties = [new Property("airlock:service:role", group == "app" ? "exposed" : "consumed"), .. properties.Select(Property)],
        Occurrences = [new Occurrence("src/Setup.cs", 3, null, null)],
    };

    /// <summary>A package of NuGet.</summary>
    public static Component Package(string id, string version, params string[] properties) => new()
    {
        Type = ComponentType.Library,
        BomRef = $"pkg:nuget/{id}@{version}",
        Purl = $"pkg:nuget/{id}@{version}",
        Name = id,
        Version = version,
        Properties = [.. properties.Select(Property)],
    };

    private static Property Property(string text) => new(text[..text.IndexOf('=', StringComparison.Ordinal)], text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]);
}
