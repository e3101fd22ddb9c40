using System.Collections.Immutable;
using Airlock.Core.Findings;

namespace Airlock.Core.Libraries;

/// <summary>What the checks of libraries came to for one project and target framework.</summary>
/// <param name="Libraries">The packages.</param>
/// <param name="Findings">What was found, before policy.</param>
public sealed record LibraryVettingResult(LibrarySet Libraries, ImmutableArray<Finding> Findings);

/// <summary>Runs every rule on libraries (AIR60xx) over the packages of one project and target framework.</summary>
public static class LibraryVetting
{
    private static readonly ILibraryCheck[] Checks =
    [
        new AllowListCheck(),
    ];

    /// <summary>Vets all packages.</summary>
    /// <param name="libraries">The packages, with policy.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static LibraryVettingResult Run(LibrarySet libraries, CancellationToken cancellation)
    {
        var report = new LibraryReport(libraries);
        foreach (var check in Checks)
        {
            cancellation.ThrowIfCancellationRequested();
            check.Run(libraries, report, cancellation);
        }

        return new LibraryVettingResult(libraries, [.. report.Findings]);
    }
}
