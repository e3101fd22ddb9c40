using System.Collections.Immutable;
using Airlock.Core.Findings;

namespace Airlock.Core.Libraries.Names;

/// <summary>A package that a project asks for and no feed has (NU1101): whoever registers the name first runs code wherever the project is built.</summary>
public static class MissingPackage
{
    /// <summary>Whether the name is that of a well-known package: then nobody else can register it, and the project merely asks the wrong feed.</summary>
    public static bool IsTaken(string id) => PackageCatalog.Default.Find(id) is not null;

    /// <summary>The finding of AIR6006, at the reference.</summary>
    /// <param name="context">The project that asks for it.</param>
    /// <param name="id">The identifier.</param>
    public static Finding Report(GateContext context, string id)
    {
        var said = PackageNames.Default.DescribeMissing(id);
        return new Finding
        {
            RuleId = LookalikeCheck.RuleId,
            Message = $"{said}{(said.EndsWith('?') ? "" : ".")} Correct the reference or remove it; if the name is yours, register it, or map it to your own feed (package source mapping).",
            Location = new PackageReferenceLocator(context).Locate(id),
            Properties = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal)
                .Add(LibraryReport.PackageProperty, id)
                .Add(LibraryReport.VersionProperty, "")
                .Add(LookalikeCheck.ConfusionProperty, "missing"),
        };
    }
}
