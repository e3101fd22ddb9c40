namespace Airlock.Core.Libraries.BuildCode;

/// <summary>One thing of a package that runs while a project is built, or that belongs to what runs.</summary>
/// <param name="Kind">What it is: a word of <see cref="BuildTraitKind.All"/>, as <c>analyzer</c>.</param>
/// <param name="File">The file of the package that has it, relative to the package's folder with <c>/</c>; empty if it is the package as a whole.</param>
/// <param name="Text">Which one: the name of a task or an assembly, a command, an address.</param>
public sealed record BuildTrait(string Kind, string File, string Text)
{
    /// <summary>Line in the file, from 1; 0 in a file without lines.</summary>
    public int Line { get; init; }

    /// <summary>Column in the line, from 1; 0 in a file without lines.</summary>
    public int Column { get; init; }

    /// <summary>The place as messages show it: <c>build/A.targets(12,5)</c>.</summary>
    public string Place => Line == 0 ? File : $"{File}({Line},{Column})";
}

/// <summary>A kind of trait: a row of <c>build-trait-kinds.tsv</c>.</summary>
/// <param name="Name">The word for machines and for the lock.</param>
/// <param name="Runs">Whether it runs by itself in a build of a project that references the package.</param>
/// <param name="One">What messages call one of them, with its article.</param>
/// <param name="Many">What messages call several.</param>
public sealed record BuildTraitKind(string Name, bool Runs, string One, string Many)
{
    /// <summary>A <c>DiagnosticAnalyzer</c>.</summary>
    public const string Analyzer = "analyzer";

    /// <summary>A source generator.</summary>
    public const string Generator = "generator";

    /// <summary>A task in an assembly.</summary>
    public const string CompiledTask = "compiled-task";

    /// <summary>A task whose source stands in the MSBuild file, or in one that it names.</summary>
    public const string InlineTask = "inline-task";

    /// <summary>A command line, or a program in the place of the compiler.</summary>
    public const string Exec = "exec";

    /// <summary>A download by a task of MSBuild.</summary>
    public const string Download = "download";

    /// <summary>A property function that reads files, the registry or the environment, or does more than that.</summary>
    public const string PropertyFunction = "property-function";

    /// <summary>An import of a file that is not in the package, or of which only the build knows where it is.</summary>
    public const string ImportOutside = "import-outside";

    /// <summary>A script that NuGet runs in Visual Studio for projects with <c>packages.config</c>, and for no others.</summary>
    public const string InstallScript = "install-script";

    /// <summary>The package is an SDK of projects, as <c>&lt;Project Sdk="…"&gt;</c>.</summary>
    public const string Sdk = "sdk";

    /// <summary>Native code in the folders that hold what the build uses.</summary>
    public const string Native = "native";

    /// <summary>The assembly of a task, or one beside it, uses members of the network.</summary>
    public const string NetworkInTask = "network-in-task";

    /// <summary>The assembly of a task, or one beside it, starts processes.</summary>
    public const string ProcessInTask = "process-in-task";

    /// <summary>An assembly that the compiler loads with analyzers uses members of the network.</summary>
    public const string NetworkInAnalyzer = "network-in-analyzer";

    /// <summary>An assembly that the compiler loads with analyzers starts processes.</summary>
    public const string ProcessInAnalyzer = "process-in-analyzer";

    /// <summary>A file of which nothing is known, because it is damaged or too large.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>All kinds, what weighs most first.</summary>
    public static IReadOnlyList<BuildTraitKind> All { get; } =
        [.. EmbeddedTable.Rows("build-trait-kinds.tsv").Select(row => new BuildTraitKind(row[0], row[1] == "yes", row[2], row[3]))];

    /// <summary>The kind of that name; a name of a later version runs, and is called what it is.</summary>
    public static BuildTraitKind Of(string name) => All.FirstOrDefault(kind => kind.Name == name) ?? new BuildTraitKind(name, true, name, name);
}
