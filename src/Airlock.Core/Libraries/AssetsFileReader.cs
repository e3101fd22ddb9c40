using System.Collections.Immutable;
using System.Text.Json;

namespace Airlock.Core.Libraries;

/// <summary>
/// Reads <c>project.assets.json</c>. The file lists every target and every file of every package, of which one build needs
/// a small part: a first pass notes where the sections stand, a second reads only those that are needed.
/// </summary>
internal static class AssetsFileReader
{
    /// <summary>The largest file that is read, in bytes. A solution of a thousand packages writes about ten million.</summary>
    private const int MaximumLength = 256 * 1024 * 1024;

    /// <summary>Reads the graph of one target; every fault of the file becomes an error of the result.</summary>
    public static PackageGraphResult Read(string file, string targetFramework, string? runtimeIdentifier)
    {
        try
        {
            var info = new FileInfo(file);
            if (!info.Exists)
            {
                return Directory.Exists(file)
                    ? PackageGraphResult.Fail(PackageGraphError.Unreadable, $"{file} is a folder, not an assets file.")
                    : PackageGraphResult.Fail(PackageGraphError.Missing, $"{file} does not exist: run `dotnet restore`.");
            }

            return info.Length > MaximumLength
                ? PackageGraphResult.Fail(
                    PackageGraphError.Unreadable, $"{file} is too large: {info.Length:N0} bytes, at most {MaximumLength:N0} are read.")
                : Read(file, File.ReadAllBytes(file), targetFramework, runtimeIdentifier);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return PackageGraphResult.Fail(PackageGraphError.Unreadable, $"{file} can't be read: {exception.Message}");
        }
    }

    /// <summary>The packages of all targets, without anything else about them; empty if the file can't be read.</summary>
    public static IReadOnlyList<(string Id, string Version)> ReadPackages(string file)
    {
        try
        {
            if (new FileInfo(file) is not { Exists: true, Length: <= MaximumLength })
            {
                return [];
            }

            var packages = new List<(string Id, string Version)>();
            if (new AssetsSections(File.ReadAllBytes(file)).Find("libraries", out var reader))
            {
                AssetsLibraries.ReadNames(ref reader, packages);
            }

            return packages;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The same on bytes already in memory; <paramref name="file"/> is for messages.</summary>
    internal static PackageGraphResult Read(string file, byte[] bytes, string targetFramework, string? runtimeIdentifier)
    {
        try
        {
            return ReadGraph(file, new AssetsSections(bytes), targetFramework, runtimeIdentifier);
        }
        catch (JsonException exception)
        {
            var place = exception.LineNumber is { } line ? $"({line + 1},{exception.BytePositionInLine + 1})" : "";
            return PackageGraphResult.Fail(
                PackageGraphError.Malformed, $"{file}{place} is damaged: run `dotnet restore --force`. {exception.Message}");
        }
        catch (InvalidOperationException)
        {
            // What Utf8JsonReader throws for a value of another type than asked for, and for broken UTF-8.
            return PackageGraphResult.Fail(
                PackageGraphError.Malformed, $"{file} is not an assets file as NuGet writes it: run `dotnet restore --force`.");
        }
    }

    private static PackageGraphResult ReadGraph(string file, AssetsSections sections, string targetFramework, string? runtimeIdentifier)
    {
        var version = sections.Find("version", out var reader) && reader.TryGetInt32(out var number) ? number : 0;
        if (version is not (3 or 4))
        {
            return PackageGraphResult.Fail(
                PackageGraphError.UnknownVersion, $"{file} has format {version}; formats 3 and 4 are known.");
        }

        var messages = sections.Find("logs", out reader) ? AssetsMessages.Read(ref reader) : [];
        if (messages.Find(message => message.Level == "Error") is { } failure)
        {
            return PackageGraphResult.Fail(PackageGraphError.RestoreFailed, $"{file} records a failed restore ({failure.Code}): run `dotnet restore`.");
        }

        var project = sections.Find("project", out reader) ? AssetsProject.Read(ref reader, targetFramework) : new AssetsProject();
        var names = sections.Names("targets");
        var wanted = string.IsNullOrEmpty(runtimeIdentifier) ? targetFramework : $"{targetFramework}/{runtimeIdentifier}";
        var target = names.FirstOrDefault(name => IsTarget(name, targetFramework, project.FrameworkKey, runtimeIdentifier));
        if (target is null)
        {
            return PackageGraphResult.Fail(
                PackageGraphError.WrongTarget,
                $"{file} has no target {wanted}, only {(names.Count == 0 ? "none" : string.Join(", ", names))}: run `dotnet restore` for it.");
        }

        var nodes = sections.Find("targets", target, out reader) ? AssetsTarget.Read(ref reader) : [];
        var others = new Dictionary<string, AssetsNode>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names.Where(name => name != target && IsSameFramework(name, target)))
        {
            if (sections.Find("targets", name, out reader))
            {
                AddOthers(AssetsTarget.Read(ref reader), nodes, others);
            }
        }

        if (sections.Find("libraries", out reader))
        {
            AssetsLibraries.Read(ref reader, nodes, others);
        }

        var direct = sections.Find("projectFileDependencyGroups", target.Split('/')[0], out reader) ? ReadDirect(ref reader) : [];
        var pinned = sections.Find("centralTransitiveDependencyGroups", target.Split('/')[0], out reader) ? ReadPinned(ref reader) : [];
        var folders = sections.Names("packageFolders");
        return PackageGraphResult.Of(Assemble(project, nodes, others, direct, pinned, folders, messages));
    }

    private static bool IsSameFramework(string target, string other) =>
        string.Equals(target.Split('/')[0], other.Split('/')[0], StringComparison.OrdinalIgnoreCase);

    private static void AddOthers(Dictionary<string, AssetsNode> found, Dictionary<string, AssetsNode> nodes, Dictionary<string, AssetsNode> others)
    {
        foreach (var node in found.Values)
        {
            if (nodes.TryGetValue(node.Id, out var known) && known.Version == node.Version)
            {
                known.OtherRuntimeFiles.AddRange(node.AssetFiles);
            }
            else if (!others.TryAdd($"{node.Id}/{node.Version}", node))
            {
                others[$"{node.Id}/{node.Version}"].OtherRuntimeFiles.AddRange(node.AssetFiles);
            }
        }
    }

    private static PackageGraph Assemble(
        AssetsProject project,
        Dictionary<string, AssetsNode> nodes,
        Dictionary<string, AssetsNode> others,
        HashSet<string> direct,
        HashSet<string> pinned,
        IReadOnlyList<string> folders,
        IReadOnlyList<RestoreMessage> messages)
    {
        var runtime = AssetsTarget.FindRuntime(nodes);
        var downloads = project.Downloads
            .Where(download => !nodes.TryGetValue(download.Id, out var node) || node.Version != download.Version)
            .Where(download => !others.ContainsKey($"{download.Id}/{download.Version}"))
            .Select(download => new PackageNode
            {
                Id = download.Id,
                Version = download.Version,
                Kind = PackageKind.Package,
                Use = PackageUse.Build,
                IsAutoReferenced = true,
                Path = $"{download.Id}/{download.Version}".ToLowerInvariant(),
            });
        return new PackageGraph(
            project.Name,
            nodes.Values.Select(node => Node(node, runtime.Contains(node.Id) ? PackageUse.Runtime : node.HasCompileFiles ? PackageUse.Compile : PackageUse.Build) with
            {
                IsDirect = direct.Contains(node.Id) || project.References.ContainsKey(node.Id),
                Requested = project.References.GetValueOrDefault(node.Id)?.Range,
                IsAutoReferenced = project.References.GetValueOrDefault(node.Id)?.IsAutoReferenced ?? false,
                IsCentrallyManaged = project.References.GetValueOrDefault(node.Id)?.IsCentrallyManaged ?? pinned.Contains(node.Id),
                Dependencies = [.. node.Dependencies
                    .Where(nodes.ContainsKey)
                    .Select(id => nodes[id].Id)
                    .Where(id => id != node.Id)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)],
            }),
            [.. project.FrameworkReferences.Concat(nodes.Values.SelectMany(node => node.FrameworkReferences))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)],
            [.. folders],
            new RestoreRecord
            {
                ProjectFile = project.ProjectFile,
                Sources = [.. project.Sources],
                ConfigFiles = [.. project.ConfigFiles],
                Audit = project.Audit,
                Silenced = [.. project.Silenced],
                LockFile = project.LockFile,
                Messages = [.. messages],
            })
        {
            OtherPackages =
            [
                .. others.Values.Where(node => node.Kind == PackageKind.Package).Select(node => Node(node, PackageUse.Runtime))
                    .Concat(downloads)
                    .OrderBy(node => node.Id, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(node => node.Version, StringComparer.Ordinal),
            ],
        };
    }

    private static PackageNode Node(AssetsNode node, PackageUse use) => new()
    {
        Id = node.Id,
        Version = node.Version,
        Kind = node.Kind,
        Use = use,
        ContentHash = node.ContentHash,
        Path = node.Path,
        Files = [.. node.Files],
        RuntimeFiles = [.. node.RuntimeFiles],
        AssetFiles = [.. node.AssetFiles],
        BuildFiles = [.. node.BuildFiles.Distinct(StringComparer.Ordinal)],
    };

    // NuGet names a target by the project's alias (format 4), by the short name of the framework, or by its long name as
    // ".NETStandard,Version=v2.0" (format 3, frameworks older than .NET 5).
    private static bool IsTarget(string name, string targetFramework, string? frameworkKey, string? runtimeIdentifier)
    {
        var slash = name.IndexOf('/');
        var framework = slash < 0 ? name : name[..slash];
        var runtime = slash < 0 ? "" : name[(slash + 1)..];
        return string.Equals(runtime, runtimeIdentifier ?? "", StringComparison.Ordinal)
            && (Same(framework, targetFramework) || Same(framework, frameworkKey) || Same(ShortName(framework), frameworkKey ?? targetFramework));

        static bool Same(string left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
    }

    private static string ShortName(string framework)
    {
        const string Separator = ",Version=v";
        var at = framework.IndexOf(Separator, StringComparison.Ordinal);
        if (at < 0)
        {
            return framework;
        }

        var version = framework[(at + Separator.Length)..];
        return framework[..at] switch
        {
            ".NETFramework" => "net" + version.Replace(".", "", StringComparison.Ordinal),
            ".NETCoreApp" => "netcoreapp" + version,
            ".NETStandard" => "netstandard" + version,
            var other => other + version,
        };
    }

    // Packages that the project does not name, and whose version Directory.Packages.props decides all the same.
    private static HashSet<string> ReadPinned(ref Utf8JsonReader reader)
    {
        var pinned = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var id))
        {
            pinned.Add(id);
            reader.Skip();
        }

        return pinned;
    }

    // Lines as "Newtonsoft.Json >= 13.0.3".
    private static HashSet<string> ReadDirect(ref Utf8JsonReader reader)
    {
        var direct = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        JsonSteps.EnterArray(ref reader);
        while (JsonSteps.NextItem(ref reader))
        {
            direct.Add((reader.GetString() ?? "").Split(' ')[0]);
        }

        return direct;
    }
}
