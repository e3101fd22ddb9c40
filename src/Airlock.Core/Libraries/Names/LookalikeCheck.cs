using Airlock.Shared.Rules;

namespace Airlock.Core.Libraries.Names;

/// <summary>AIR6006: names that can be taken for those of well-known packages, and packages under a reserved prefix that its owners do not own.</summary>
/// <param name="owners">The owners of a package as its verified repository signature names them; null if they are not known.</param>
/// <param name="isVetted">Whether somebody looked at exactly this content, and so at its name.</param>
internal sealed class LookalikeCheck(Func<RestoredPackage, IReadOnlyList<string>?> owners, Func<RestoredPackage, bool>? isVetted = null) : ILibraryCheck
{
    /// <summary>Identifier of the rule.</summary>
    public const string RuleId = "AIR6006";

    /// <summary>Property of a finding: by what the name can be confused, as <see cref="ConfusionKind"/> calls it, in camel case.</summary>
    public const string ConfusionProperty = "confusion";

    /// <summary>Property of a finding: the well-known name.</summary>
    public const string ResemblesProperty = "resembles";

    /// <summary>Judges by names alone.</summary>
    public LookalikeCheck()
        : this(_ => null)
    {
    }

    /// <inheritdoc/>
    public void Run(LibrarySet libraries, LibraryReport report, CancellationToken cancellation)
    {
        foreach (var package in libraries.Packages)
        {
            cancellation.ThrowIfCancellationRequested();

            // Names first: reading a signature costs more, and most names are like no other.
            if (Judge(package) is not { } confusion || isVetted?.Invoke(package) == true)
            {
                continue;
            }

            var kind = confusion.Kind.ToString();
            report.Complain(
                package,
                RuleId,
                Describe(confusion),
                confusion.IsCertain ? null : FindingLevel.Warn,
                (ConfusionProperty, char.ToLowerInvariant(kind[0]) + kind[1..]),
                (ResemblesProperty, confusion.Known));
        }
    }

    private NameConfusion? Judge(RestoredPackage package)
    {
        var isReserved = PackageCatalog.Default.PrefixOf(package.Id) is { Reservation: not PrefixReservation.Shared };
        return (isReserved && PackageCatalog.Default.Find(package.Id) is null) || PackageNames.Default.Judge(package.Id) is not null
            ? PackageNames.Default.Judge(package.Id, owners(package))
            : null;
    }

    private static string Describe(NameConfusion confusion)
    {
        const string Correct = "; correct the reference, or look at the package with airlock vet and allow it";
        var known = confusion.Known;
        return confusion.Kind switch
        {
            ConfusionKind.ConfusableCharacters => $"has a name that reads like {known}, with characters that look like others{Correct}",
            ConfusionKind.Typo => $"has a name that is a slip of the pen away from {known}{Correct}",
            ConfusionKind.Separators => $"has the name of {known} with other separators{Correct}",
            ConfusionKind.WordOrder => $"has the name of {known} with its words in another order{Correct}",
            ConfusionKind.MissingWord => $"has the name of {known} without one of its words{Correct}",
            ConfusionKind.ExtraWord => $"has the name of {known} with a word that says nothing{Correct}",
            ConfusionKind.Conflation => $"has a name that mixes {known} with another; such names are often invented{Correct}",
            ConfusionKind.ForeignName => $"has the name of a package of {confusion.Detail}, {known}, which has nothing to do with NuGet{Correct}",
            _ => $"has a name under {known}, which the gallery reserves for {confusion.Detail}, and other owners; remove it, or look at it with airlock vet and allow it",
        };
    }
}
