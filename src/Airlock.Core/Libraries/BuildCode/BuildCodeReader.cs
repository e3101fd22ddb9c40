using System.Collections.Immutable;

namespace Airlock.Core.Libraries.BuildCode;

/// <summary>Reads what a package brings into builds: first its MSBuild files and what they import, then the assemblies that those and the compiler load.</summary>
internal sealed class BuildCodeReader
{
    private const int MaximumFiles = 2_000;
    private const long MaximumBytes = 64 * 1024 * 1024;

    // Where NuGet, the SDK and packages themselves keep what the build uses (first folder of a path).
    private static readonly HashSet<string> BuildFolders =
        new(StringComparer.OrdinalIgnoreCase) { "build", "buildTransitive", "buildMultiTargeting", "buildCrossTargeting", "Sdk", "tools", "tasks" };

    private static readonly HashSet<string> Scripts = new(StringComparer.OrdinalIgnoreCase) { "init.ps1", "install.ps1", "uninstall.ps1" };

    private readonly string _folder;
    private readonly IReadOnlyList<string> _files;
    private readonly CancellationToken _cancellation;
    private readonly SortedDictionary<string, MSBuildFile> _read = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<string>> _uses = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _tasks = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _analyzers = new(StringComparer.Ordinal);
    private readonly List<BuildTrait> _traits = [];
    private long _bytes;
    private bool _isCut;

    private BuildCodeReader(string folder, IReadOnlyList<string> files, CancellationToken cancellation) =>
        (_folder, _files, _cancellation) = (folder, files, cancellation);

    /// <summary>Reads the folder of a package.</summary>
    /// <param name="folder">The folder, absolute.</param>
    /// <param name="files">The package's files, relative to it with <c>/</c>.</param>
    /// <param name="cancellation">Stops between two files.</param>
    public static PackageBuildCode Read(string folder, IReadOnlyList<string> files, CancellationToken cancellation)
    {
        var relevant = files.Where(file => IsCompilerAnalyzer(file) || BuildFolders.Contains(FirstFolder(file)) || IsAnalyzerFolder(file)).Order(StringComparer.Ordinal).ToList();
        return relevant.Count == 0 ? PackageBuildCode.None : new BuildCodeReader(folder, files, cancellation).Read(relevant);
    }

    /// <summary>
    /// Whether the SDK hands a file to the compiler of C#: its own rule (<c>NuGetUtils.IsApplicableAnalyzer</c>), by which whatever is not below <c>vb</c> is
    /// for C#, that for F# too.
    /// </summary>
    internal static bool IsCompilerAnalyzer(string file) =>
        IsAnalyzerAssembly(file)
        && (file.Contains("/cs/", StringComparison.OrdinalIgnoreCase) || !file.Contains("/vb/", StringComparison.OrdinalIgnoreCase));

    private static bool IsAnalyzerAssembly(string file) =>
        file.StartsWith("analyzers", StringComparison.Ordinal)
        && file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        && !file.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase);

    private static bool IsAnalyzerFolder(string file) => string.Equals(FirstFolder(file), "analyzers", StringComparison.OrdinalIgnoreCase);

    private static string FirstFolder(string file) => file.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? file[..slash] : "";

    private static bool HasExtension(string file, params ReadOnlySpan<string> extensions)
    {
        foreach (var extension in extensions)
        {
            if (file.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private PackageBuildCode Read(List<string> relevant)
    {
        foreach (var file in relevant.Where(file => HasExtension(file, ".props", ".targets")))
        {
            ReadMSBuild(file);
        }

        Follow();
        foreach (var file in relevant)
        {
            NotePlace(file);
        }

        _analyzers.UnionWith(relevant.Where(IsAnalyzerAssembly));
        ReadAssemblies();
        if (_isCut)
        {
            _traits.Add(new BuildTrait(BuildTraitKind.Unreadable, "", "it has more MSBuild files and imports than are read"));
        }

        return new PackageBuildCode
        {
            Traits =
            [
                .. _read.Values.SelectMany(file => file.Traits).Concat(_traits).Distinct()
                    .OrderBy(trait => trait.File, StringComparer.Ordinal)
                    .ThenBy(trait => trait.Line)
                    .ThenBy(trait => trait.Column)
                    .ThenBy(trait => trait.Kind, StringComparer.Ordinal)
                    .ThenBy(trait => trait.Text, StringComparer.Ordinal),
            ],
            Analyzers = [.. relevant.Where(IsCompilerAnalyzer)],
            Uses = _uses.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.ToImmutableArray(), StringComparer.Ordinal),
        };
    }

    private void ReadMSBuild(string file)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_read.ContainsKey(file))
        {
            return;
        }

        var length = new FileInfo(Path.Combine(_folder, file)) is { Exists: true } info ? info.Length : 0;
        if (_read.Count >= MaximumFiles || (_bytes += Math.Min(length, MSBuildFile.MaximumLength)) > MaximumBytes)
        {
            _isCut = true;
            return;
        }

        _read.Add(file, MSBuildFile.Read(_folder, file));
    }

    // What is imported may set properties that other paths need, so paths are looked at again until nothing new turns up.
    private void Follow()
    {
        while (_read.Values.Any(file => file.References.Count > 0))
        {
            var paths = new MSBuildPaths(_files, _read.Values.SelectMany(file => file.Properties.Select(property => (property.Name, property.Value, file.Name))));
            var targets = _read.Values
                .SelectMany(file => file.References.Select(reference => (file, reference, target: paths.Resolve(
                    reference.Expression, file.Name, reference.Kind is MSBuildReferenceKind.Import or MSBuildReferenceKind.Task))))
                .ToList();
            var count = _read.Count;
            foreach (var file in targets.Where(found => IsMSBuild(found.reference)).SelectMany(found => found.target.Files))
            {
                ReadMSBuild(file);
            }

            if (_read.Count == count)
            {
                _isCut |= paths.IsExhausted;
                targets.ForEach(found => Note(found.file, found.reference, found.target));
                return;
            }
        }
    }

    private static bool IsMSBuild(MSBuildReference reference) => reference.Kind is MSBuildReferenceKind.Import or MSBuildReferenceKind.Project;

    private void Note(MSBuildFile file, MSBuildReference reference, MSBuildTarget target)
    {
        var used = IsMSBuild(reference) ? target.Files : [.. target.Files.Where(found => HasExtension(found, ".dll", ".exe"))];
        if (reference.Kind == MSBuildReferenceKind.Task)
        {
            // A task's assembly loads what lies beside it.
            var folders = used.Select(found => found[..(found.LastIndexOf('/') + 1)]).ToHashSet(StringComparer.OrdinalIgnoreCase);
            used = folders.Count == 0 ? [] : [.. _files.Where(other => HasExtension(other, ".dll", ".exe") && folders.Contains(other[..(other.LastIndexOf('/') + 1)]))];
            _tasks.UnionWith(used);
        }
        else if (reference.Kind == MSBuildReferenceKind.Analyzer)
        {
            _analyzers.UnionWith(used);
        }

        if (used.Count > 0)
        {
            if (!_uses.TryGetValue(file.Name, out var uses))
            {
                _uses.Add(file.Name, uses = new SortedSet<string>(StringComparer.Ordinal));
            }

            uses.UnionWith(used);
        }

        if (Trait(reference, target) is var (kind, text))
        {
            _traits.Add(new BuildTrait(kind, file.Name, text) { Line = reference.Line, Column = reference.Column });
        }
    }

    private static (string Kind, string Text)? Trait(MSBuildReference reference, MSBuildTarget target) => reference.Kind switch
    {
        MSBuildReferenceKind.Import when target.IsOutside => (BuildTraitKind.ImportOutside, MSBuildFile.Shorten(reference.Expression)),
        MSBuildReferenceKind.Analyzer when target.IsOutside => (BuildTraitKind.Analyzer, MSBuildFile.Shorten(reference.Expression)),
        MSBuildReferenceKind.Task when !target.IsOfEngine =>
            (BuildTraitKind.CompiledTask, $"{reference.Name} from {(target.Files.Count == 1 ? target.Files[0] : MSBuildFile.Shorten(reference.Expression))}"),
        _ => null,
    };

    private void NotePlace(string file)
    {
        var name = file[(file.LastIndexOf('/') + 1)..];
        var folder = FirstFolder(file);
        if (string.Equals(folder, "tools", StringComparison.OrdinalIgnoreCase) && Scripts.Contains(name))
        {
            _traits.Add(new BuildTrait(BuildTraitKind.InstallScript, file, name));
        }
        else if (string.Equals(folder, "Sdk", StringComparison.OrdinalIgnoreCase) && name.StartsWith("Sdk.", StringComparison.OrdinalIgnoreCase))
        {
            _traits.Add(new BuildTrait(BuildTraitKind.Sdk, file, name));
        }
        else if (HasExtension(file, ".so", ".dylib"))
        {
            _traits.Add(new BuildTrait(BuildTraitKind.Native, file, name));
        }
    }

    private void ReadAssemblies()
    {
        var effects = _analyzers.Union(_tasks).ToDictionary(file => file, Effects, StringComparer.Ordinal);
        foreach (var file in _analyzers.Where(file => effects[file] is { IsAnalyzer: true }))
        {
            Add(BuildTraitKind.Analyzer, file);
        }

        foreach (var file in _analyzers.Where(file => effects[file] is { IsGenerator: true }))
        {
            Add(BuildTraitKind.Generator, file);
        }

        // Beside code fixes alone nothing of it is loaded by the compiler.
        if (_traits.Exists(trait => trait.Kind is BuildTraitKind.Analyzer or BuildTraitKind.Generator))
        {
            AddEffects(_analyzers, effects, BuildTraitKind.NetworkInAnalyzer, BuildTraitKind.ProcessInAnalyzer);
        }

        AddEffects(_tasks, effects, BuildTraitKind.NetworkInTask, BuildTraitKind.ProcessInTask);
        foreach (var (file, effect) in effects)
        {
            if (effect is null or { IsReadable: false })
            {
                _traits.Add(new BuildTrait(BuildTraitKind.Unreadable, file, file[(file.LastIndexOf('/') + 1)..]));
            }
            else if (!effect.IsManaged)
            {
                Add(BuildTraitKind.Native, file);
            }
        }
    }

    private void AddEffects(IEnumerable<string> files, Dictionary<string, AssemblyEffects?> effects, string network, string process)
    {
        foreach (var file in files)
        {
            if (effects[file] is { Network.Count: > 0 })
            {
                Add(network, file);
            }

            if (effects[file] is { Processes.Count: > 0 })
            {
                Add(process, file);
            }
        }
    }

    private void Add(string kind, string file) => _traits.Add(new BuildTrait(kind, file, file[(file.LastIndexOf('/') + 1)..]));

    private AssemblyEffects? Effects(string file)
    {
        _cancellation.ThrowIfCancellationRequested();
        try
        {
            return File.Exists(Path.Combine(_folder, file)) ? AssemblyEffects.Read(Path.Combine(_folder, file)) : AssemblyEffects.Nothing;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
