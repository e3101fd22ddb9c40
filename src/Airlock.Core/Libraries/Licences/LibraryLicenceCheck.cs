using Airlock.Core.Licences;
using Airlock.Shared.Rules;

namespace Airlock.Core.Libraries.Licences;

/// <summary>AIR6009: the licence of every package is weighed against those that the policy allows. Without a list in the policy every licence is.</summary>
/// <param name="read">What a package tells of its licence: <see cref="PackageLicence.Read"/>, or what is remembered of it.</param>
/// <param name="recorded">The licence that somebody found out and recorded, an SPDX expression, or null; it outweighs what the package tells.</param>
internal sealed class LibraryLicenceCheck(Func<RestoredPackage, PackageLicence> read, Func<RestoredPackage, string?> recorded) : ILibraryCheck
{
    /// <summary>Identifier of the rule.</summary>
    public const string RuleId = "AIR6009";

    private const int MaximumShownLength = 200;

    /// <summary>A check that reads every package, and knows of no recorded licence.</summary>
    public LibraryLicenceCheck()
        : this(package => PackageLicence.Read(package), _ => null)
    {
    }

    /// <inheritdoc/>
    public void Run(LibrarySet libraries, LibraryReport report, CancellationToken cancellation)
    {
        var licences = libraries.Context.Policy.Libraries.Licences;
        if (licences.Count == 0)
        {
            return;
        }

        var allowed = AllowedLicences.Read(licences, report.PolicyError);
        foreach (var package in libraries.Packages)
        {
            cancellation.ThrowIfCancellationRequested();
            var licence = recorded(package) is { } expression
                ? new PackageLicence { Expression = expression, Evidence = LicenceEvidence.Recorded }
                : read(package);
            if (Judge(licence, allowed) is { } reason)
            {
                // Of what only takes part in the build nothing is passed on.
                report.Complain(package, RuleId, reason, package.Node.Use == PackageUse.Build ? FindingLevel.Note : null, Facts(licence));
            }
        }
    }

    private static string? Judge(PackageLicence licence, AllowedLicences allowed)
    {
        if (licence.Expression is not { } text)
        {
            return $"has no licence that is known{DescribeUnknown(licence)}, and policy allows only {allowed}; find it out and record it, or use another package";
        }

        var shown = PrintableText.Show(text, MaximumShownLength);
        var expression = LicenceExpression.Parse(text, out var problem);
        if (expression is null)
        {
            return $"has the licence \"{shown}\"{DescribeEvidence(licence)}, which is no SPDX licence expression ({PrintableText.Show(problem!, MaximumShownLength)}); find out what holds and record it, or use another package";
        }

        if (allowed.Allows(expression))
        {
            return null;
        }

        return licence.Evidence == LicenceEvidence.OwnText
            ? $"has a licence that is no well-known one, in its file {PrintableText.Show(licence.File!, MaximumShownLength)}; have it reviewed and add {shown} to libraries.licences, which means this very text, or use another package"
            : $"has the licence {shown}{DescribeEvidence(licence)}, and policy has no {PrintableText.Show(allowed.DescribeMissing(expression), MaximumShownLength)}; use another package, or have the licence reviewed and add it to libraries.licences";
    }

    private static string DescribeEvidence(PackageLicence licence) => licence.Evidence switch
    {
        LicenceEvidence.KnownText => $" (by its file {PrintableText.Show(licence.File!, MaximumShownLength)})",
        LicenceEvidence.Address => $" (by the address {PrintableText.Show(licence.Address!, MaximumShownLength)})",
        LicenceEvidence.Recorded => " (as it was recorded)",
        _ => "",
    };

    private static string DescribeUnknown(PackageLicence licence) => licence switch
    {
        { File: { } file, Problem: { } problem } => $" (it names its file {PrintableText.Show(file, MaximumShownLength)}, but {problem})",
        { Problem: { } problem } => $" ({problem})",
        { Address: { } address } => $" (it names only the address {PrintableText.Show(address, MaximumShownLength)})",
        _ => "",
    };

    private static IEnumerable<(string Name, string Value)> Facts(PackageLicence licence)
    {
        yield return ("licenceEvidence", JsonName(licence.Evidence));
        (string Name, string? Value)[] facts = [("licence", licence.Expression), ("licenceFile", licence.File), ("licenceAddress", licence.Address)];
        foreach (var (name, value) in facts)
        {
            if (value is not null)
            {
                yield return (name, PrintableText.Show(value, MaximumShownLength));
            }
        }
    }

    private static string JsonName(LicenceEvidence evidence) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(evidence.ToString());
}
