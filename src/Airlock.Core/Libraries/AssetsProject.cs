using System.Text.Json;

namespace Airlock.Core.Libraries;

/// <summary>A direct reference as the project states it.</summary>
/// <param name="Range">The range asked for, as <c>[1.2.3, )</c>, or null.</param>
/// <param name="IsAutoReferenced">Whether the SDK added it.</param>
/// <param name="IsCentrallyManaged">Whether its version stands in <c>Directory.Packages.props</c>.</param>
internal sealed record AssetsReference(string? Range, bool IsAutoReferenced, bool IsCentrallyManaged);

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

    /// <summary>Packages that are downloaded without being referenced: packs and tools of the SDK.</summary>
    public List<(string Id, string Version)> Downloads { get; } = [];

    /// <summary>The project file, or null.</summary>
    public string? ProjectFile { get; private set; }

    /// <summary>Feeds.</summary>
    public List<string> Sources { get; } = [];

    /// <summary>Files <c>nuget.config</c>.</summary>
    public List<string> ConfigFiles { get; } = [];

    /// <summary>What was asked about vulnerabilities.</summary>
    public RestoreAudit Audit { get; private set; } = new(null, null, null, []);

    /// <summary>The messages that <c>NoWarn</c> silences.</summary>
    public List<SilencedMessage> Silenced { get; } = [];

    /// <summary>The lock file that the project names, or null.</summary>
    public string? LockFile { get; private set; }

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
            switch (name)
            {
                case "projectName":
                    Name = reader.GetString() ?? Name;
                    break;
                case "projectPath":
                    ProjectFile = reader.GetString();
                    break;
                case "sources":
                    JsonSteps.EnterObject(ref reader);
                    while (JsonSteps.NextMember(ref reader, out var source))
                    {
                        Sources.Add(source);
                        reader.Skip();
                    }

                    break;
                case "configFilePaths":
                    JsonSteps.ReadTexts(ref reader, ConfigFiles);
                    break;
                case "restoreAuditProperties":
                    Audit = ReadAudit(ref reader);
                    break;
                case "warningProperties":
                    ReadWarnings(ref reader);
                    break;
                case "restoreLockProperties":
                    LockFile = ReadLockFile(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private void ReadWarnings(ref Utf8JsonReader reader)
    {
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            if (name == "noWarn")
            {
                ReadSilenced(ref reader, null);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadSilenced(ref Utf8JsonReader reader, string? packageId)
    {
        var codes = new List<string>();
        JsonSteps.ReadTexts(ref reader, codes);
        Silenced.AddRange(codes.Select(code => new SilencedMessage(code, packageId)));
    }

    private static RestoreAudit ReadAudit(ref Utf8JsonReader reader)
    {
        var (texts, suppressed) = (new Dictionary<string, string?>(StringComparer.Ordinal), new List<string>());
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            switch (name)
            {
                case "suppressedAdvisories":
                    JsonSteps.EnterObject(ref reader);
                    while (JsonSteps.NextMember(ref reader, out var advisory))
                    {
                        suppressed.Add(advisory);
                        reader.Skip();
                    }

                    break;
                case "enableAudit" or "auditLevel" or "auditMode":
                    texts[name] = reader.GetString();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new RestoreAudit(texts.GetValueOrDefault("enableAudit"), texts.GetValueOrDefault("auditLevel"), texts.GetValueOrDefault("auditMode"), [.. suppressed]);
    }

    private static string? ReadLockFile(ref Utf8JsonReader reader)
    {
        string? path = null;
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            if (name == "nuGetLockFilePath")
            {
                path = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }

        return path;
    }

    private void ReadDownloads(ref Utf8JsonReader reader)
    {
        JsonSteps.EnterArray(ref reader);
        while (JsonSteps.NextItem(ref reader))
        {
            string? id = null, range = null;
            JsonSteps.EnterObject(ref reader);
            while (JsonSteps.NextMember(ref reader, out var name))
            {
                switch (name)
                {
                    case "name":
                        id = reader.GetString();
                        break;
                    case "version":
                        range = reader.GetString();
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }

            // An exact version, as "[10.0.1, 10.0.1]"; several are joined with ';'.
            foreach (var version in (range ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (id is not null && version.Trim('[', ']').Split(',')[0].Trim() is { Length: > 0 } exact)
                {
                    Downloads.Add((id, exact));
                }
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
                        References[id] = ReadReference(ref reader, id);
                    }

                    break;
                case "downloadDependencies":
                    ReadDownloads(ref reader);
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

    private AssetsReference ReadReference(ref Utf8JsonReader reader, string id)
    {
        string? range = null;
        var isAutoReferenced = false;
        var isCentrallyManaged = false;
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
                case "versionCentrallyManaged":
                    isCentrallyManaged = reader.GetBoolean();
                    break;
                case "noWarn":
                    ReadSilenced(ref reader, id);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new AssetsReference(range, isAutoReferenced, isCentrallyManaged);
    }
}
