using System.Globalization;
using Airlock.Core.Models.Scanning;
using Airlock.Core.Pins;
using Airlock.Shared.Pins;
using Airlock.Shared.Rules;

namespace Airlock.Core.Libraries.Models;

/// <summary>
/// AIR6011: models that came with a package; and what the scanner says of them, by the rules that hold for any model file (AIR5003, AIR5005, AIR5006, AIR9004).
/// </summary>
/// <param name="isVetted">Whether somebody vetted exactly this content: then its models are known. What would do harm is reported all the same.</param>
/// <param name="read">Where the models of a package come from; null reads its folder.</param>
internal sealed class PackageModelCheck(Func<RestoredPackage, bool> isVetted, Func<RestoredPackage, CancellationToken, PackageModels>? read = null) : ILibraryCheck
{
    /// <summary>Identifier of the rule.</summary>
    public const string RuleId = "AIR6011";

    private readonly Func<RestoredPackage, CancellationToken, PackageModels> _read = read ?? PackageModels.Read;

    /// <inheritdoc/>
    public void Run(LibrarySet libraries, LibraryReport report, CancellationToken cancellation)
    {
        var found = libraries.Packages.AsParallel().AsOrdered().WithCancellation(cancellation).Select(package => (package, result: Read(package, cancellation)));
        var pins = libraries.Context.Lock.Pins.ToLookup(pin => pin.Sha256, StringComparer.Ordinal);
        foreach (var (package, (models, problem)) in found.ToList())
        {
            if (problem is not null)
            {
                report.Complain(package, "AIR9004", $"can't be searched for models: {problem}; restore it again");
            }

            foreach (var model in models.Models)
            {
                Judge(package, model, pins[model.Digest.Sha256].FirstOrDefault(), isVetted(package), libraries.Context.Profile, report);
            }
        }
    }

    private (PackageModels Models, string? Problem) Read(RestoredPackage package, CancellationToken cancellation)
    {
        try
        {
            return (_read(package, cancellation), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (new PackageModels(), exception.Message);
        }
    }

    private static void Judge(RestoredPackage package, PackageModel model, Pin? pin, bool isVetted, string profile, LibraryReport report)
    {
        var (path, digest, scan) = model;
        if (!isVetted)
        {
            var known = pin is null ? "vet the package, or pin a copy of the model's bytes" : $"its bytes are pinned as {pin.Path}";
            report.Complain(
                package,
                RuleId,
                string.Create(CultureInfo.InvariantCulture, $"carries the model {path} ({scan.Format ?? "of no known format"}, {digest.Size:N0} bytes, sha256:{digest.Sha256}, {VerdictNames.Of(scan.Verdict)}); {known}"),
                pin is null ? null : FindingLevel.Note,
                [
                    ("path", path),
                    ("format", scan.Format ?? ""),
                    ("size", digest.Size.ToString(CultureInfo.InvariantCulture)),
                    ("sha256", digest.Sha256),
                    ("verdict", VerdictNames.Of(scan.Verdict)),
                ]);
        }

        foreach (var finding in ModelVetting.Open(scan, pin))
        {
            if (!(isVetted && finding.Verdict == ModelVerdict.CodeBearing))
            {
                report.Complain(
                    package,
                    ModelVetting.RuleOf(finding.Verdict),
                    $"carries the model {path}{ModelVetting.Place(finding)}: {finding.Message}{ModelVetting.Disguise(path, scan.Format)}{Remedy(finding)}",
                    scan.Format is null && profile != "strict" ? FindingLevel.Note : null,
                    ModelVetting.FactsOf(path, finding, scan.Format));
            }
        }
    }

    private static string Remedy(ModelFinding finding) => finding switch
    {
        { Verdict: ModelVerdict.Malicious } => "; remove the package",
        { Verdict: ModelVerdict.Suspicious, Subject: { } subject } => $"; find out what it does, then accept it by name (--accept {subject}) in a pin of the same bytes",
        _ => "",
    };
}
