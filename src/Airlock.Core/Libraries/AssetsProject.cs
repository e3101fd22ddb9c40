using System.Text.Json;

namespace Airlock.Core.Libraries;

/// <summary>A direct reference as the project states it.</summary>
/// <param name="Range">The range asked for, as <c>[1.2.3, )</c>, or null.</param>
/// <param name="IsAutoReferenced">Whether the SDK added it.</param>
internal sealed record AssetsReference(string? Range, bool IsAutoReferenced);

/// <summary>The section <c>project</c>: what was asked of restore, for one target framework.</summary>
internal sealed class AssetsProject
{
    /// <summary>Name of the project.</summary>
    public string Name { get; private set; } = "the project";

    /// <summary>The key that NuGet uses for the framework, or null if the section does not know it.</summary>
    public string? FrameworkKey { get; private set; }

    /// <summary>Direct package references by identifier, without case.</summary>
    public Dictionary<string, AssetsReference> References { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Shared frameworks that the project asks for.</summary>
    public List<string> FrameworkReferences { get; } = [];

    /// <summary>Reads the section.</summary>
    /// <param name="reader">On the section's value.</param>
    /// <param name="targetFramework">The framework, by the alias that the project uses.</param>
    public static AssetsProject Read(ref Utf8JsonReader reader, string targetFramework)
    {
        var project = new AssetsProject();
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            switch (name)
            {
                case "restore":
                    project.ReadRestore(ref reader);
                    break;
                case "frameworks":
                    project.ReadFrameworks(ref reader, targetFramework);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return project;
    }

    private void ReadRestore(ref Utf8JsonReader reader)
    {
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            if (name == "projectName")
            {
                Name = reader.GetString() ?? Name;
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadFrameworks(ref Utf8JsonReader reader, string targetFramework)
    {
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var key))
        {
            var probe = reader;
            var alias = ReadAlias(ref probe) ?? key;
            if (FrameworkKey is null && string.Equals(alias, targetFramework, StringComparison.OrdinalIgnoreCase))
            {
                FrameworkKey = key;
                ReadFramework(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static string? ReadAlias(ref Utf8JsonReader reader)
    {
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            if (name == "targetAlias")
            {
                return reader.GetString();
            }

            reader.Skip();
        }

        return null;
    }

    private void ReadFramework(ref Utf8JsonReader reader)
    {
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            switch (name)
            {
                case "dependencies":
                    JsonSteps.EnterObject(ref reader);
                    while (JsonSteps.NextMember(ref reader, out var id))
                    {
                        References[id] = ReadReference(ref reader);
                    }

                    break;
                case "frameworkReferences":
                    JsonSteps.EnterObject(ref reader);
                    while (JsonSteps.NextMember(ref reader, out var framework))
                    {
                        FrameworkReferences.Add(framework);
                        reader.Skip();
                    }

                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static AssetsReference ReadReference(ref Utf8JsonReader reader)
    {
        string? range = null;
        var isAutoReferenced = false;
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            switch (name)
            {
                case "version":
                    range = reader.GetString();
                    break;
                case "autoReferenced":
                    isAutoReferenced = reader.GetBoolean();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new AssetsReference(range, isAutoReferenced);
    }
}
