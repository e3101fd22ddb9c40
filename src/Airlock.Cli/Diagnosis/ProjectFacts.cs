using System.Collections.Immutable;

namespace Airlock.Cli.Diagnosis;

/// <summary>What MSBuild says of a project in one target framework: the values that properties and items have after evaluation.</summary>
/// <param name="ProjectFile">The project file, absolute.</param>
/// <param name="Values">The values by the names that <c>Describe.targets</c> gives them; an empty value is as good as none.</param>
public sealed record ProjectFacts(string ProjectFile, ImmutableDictionary<string, string> Values)
{
    /// <summary>The folder of the project, absolute.</summary>
    public string Folder => Path.GetDirectoryName(ProjectFile)!;

    /// <summary>Target framework, as <c>net10.0</c>; empty if the project names none.</summary>
    public string TargetFramework => this["TargetFramework"];

    /// <summary>Whether this is what the project would be where continuous integration sets its variables.</summary>
    public bool IsCIEvaluation => Is("IsCIEvaluation");

    /// <summary>A value; empty if there is none.</summary>
    public string this[string name] => Values.GetValueOrDefault(name, "").Trim();

    /// <summary>Whether a value is <c>true</c>.</summary>
    public bool Is(string name) => this[name].Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a value is <c>false</c>.</summary>
    public bool IsNot(string name) => this[name].Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <summary>The parts of a value that MSBuild separates by semicolons.</summary>
    public IReadOnlyList<string> List(string name) =>
        this[name].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A path, absolute; null if the value is empty.</summary>
    public string? PathOf(string name) => this[name] is { Length: > 0 } path ? Path.GetFullPath(path.Replace('\\', Path.DirectorySeparatorChar), Folder) : null;
}
