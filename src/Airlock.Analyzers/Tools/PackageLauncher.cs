using System.IO;

namespace Airlock.Analyzers.Tools;

/// <summary>What the first word without a dash is to a launcher.</summary>
internal enum LauncherOperand
{
    /// <summary>The package that is fetched and run, unless an option names another.</summary>
    Package,

    /// <summary>A command of its own, with its arguments.</summary>
    Command,

    /// <summary>A script; the launcher is a shell, and the line that it runs follows an option.</summary>
    Line,
}

/// <summary>
/// A program that fetches a package and runs it, or that runs another program; a row of the embedded
/// <c>package-launchers.tsv</c>.
/// </summary>
/// <param name="name">Its name, without folder and extension.</param>
/// <param name="subcommand">The words that must come first, as <c>tool run</c>; empty if there are none.</param>
/// <param name="ecosystem">How its packages are named; null for a program that fetches none.</param>
/// <param name="operand">What the first word is.</param>
/// <param name="options">The options in the order of the table: instead, beside, version, valued, settled.</param>
internal sealed class PackageLauncher(string name, string[] subcommand, PackageEcosystem? ecosystem, LauncherOperand operand, string[][] options)
{
    private static readonly Lazy<ILookup<string, PackageLauncher>> ByName = new(Read);

    /// <summary>Its name, without folder and extension.</summary>
    public string Name { get; } = name;

    /// <summary>The words that must come first, as <c>tool run</c>.</summary>
    public IReadOnlyList<string> Subcommand { get; } = subcommand;

    /// <summary>How its packages are named; null for a program that fetches none.</summary>
    public PackageEcosystem? Ecosystem { get; } = ecosystem;

    /// <summary>What the first word is.</summary>
    public LauncherOperand Operand { get; } = operand;

    /// <summary>The name with the subcommand, as people write it.</summary>
    public string FullName => string.Join(" ", Subcommand.Prepend(Name));

    /// <summary>Whether the value of an option is a package that takes the place of the first word; of a shell, whether its line follows.</summary>
    public bool NamesPackage(string option) => Has(0, option);

    /// <summary>Whether the value of an option is a package that is fetched as well.</summary>
    public bool AddsPackage(string option) => Has(1, option);

    /// <summary>Whether the value of an option is the package's version.</summary>
    public bool NamesVersion(string option) => Has(2, option);

    /// <summary>Whether an option has a value, in the same word or in the next.</summary>
    public bool TakesValue(string option) => Has(0, option) || Has(1, option) || Has(2, option) || Has(3, option);

    /// <summary>Whether nothing newer is fetched under an option, which is given with its value if it has one.</summary>
    public bool IsSettledBy(string option, string? value) => Has(4, option) || (value is not null && Has(4, option + "=" + value));

    /// <summary>The launchers of a program that is named with or without folder and extension; none if it is no launcher.</summary>
    public static IEnumerable<PackageLauncher> Find(string program) => ByName.Value[NameOf(program)];

    private bool Has(int column, string option) => Array.IndexOf(options[column], Operand == LauncherOperand.Line ? option.ToLowerInvariant() : option) >= 0;

    private static string NameOf(string program)
    {
        var name = program.Substring(program.LastIndexOfAny(['/', '\\']) + 1).ToLowerInvariant();
        var dot = name.LastIndexOf('.');
        return dot > 0 && name.Substring(dot) is ".exe" or ".cmd" or ".bat" or ".ps1" ? name.Substring(0, dot) : name;
    }

    private static ILookup<string, PackageLauncher> Read()
    {
        using var stream = typeof(PackageLauncher).Assembly.GetManifestResourceStream("Airlock.Catalog.package-launchers.tsv")!;
        using var reader = new StreamReader(stream);
        var launchers = new List<PackageLauncher>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            var ecosystem = cells[2].Length > 0 ? (PackageEcosystem?)Enum.Parse(typeof(PackageEcosystem), cells[2], ignoreCase: true) : null;
            var operand = (LauncherOperand)Enum.Parse(typeof(LauncherOperand), cells[3], ignoreCase: true);
            var options = cells.Skip(4).Select(cell => (operand == LauncherOperand.Line ? cell.ToLowerInvariant() : cell).Split([','], StringSplitOptions.RemoveEmptyEntries)).ToArray();
            launchers.AddRange(
                from name in cells[0].Split(',')
                from subcommand in cells[1].Split('|')
                select new PackageLauncher(name, subcommand.Split([' '], StringSplitOptions.RemoveEmptyEntries), ecosystem, operand, options));
        }

        return launchers.ToLookup(launcher => launcher.Name, StringComparer.Ordinal);
    }
}
