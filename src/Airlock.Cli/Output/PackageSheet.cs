using System.Globalization;
using Airlock.Cli.Vetting;
using Airlock.Core.Libraries.Licences;
using Spectre.Console;

namespace Airlock.Cli.Output;

/// <summary>Shows what is known of a package, for whoever decides on it: one fact a line, then what the rules say.</summary>
public static class PackageSheet
{
    private const int LabelWidth = 12;
    private const int MostShown = 12;

    /// <summary>Writes the sheet.</summary>
    public static void Write(Terminal terminal, VettedPackage package, int projects)
    {
        var heading = new Paragraph($"{package.Verdict,-6} ", new Style(LibraryTable.ColorOf(package.Verdict), decoration: Decoration.Bold));
        heading.Append(Terminal.Printable($"{package.Id} {package.Version}"), new Style(decoration: Decoration.Bold));
        terminal.Out.Write(heading);
        terminal.Out.WriteLine();

        Line("decision", package.Decision ?? "none yet");
        Line("from", package.Source ?? "not known");
        Line("owners", package.Repository is null ? "not known: no repository signed it" : $"{(package.Owners.IsEmpty ? "none named" : string.Join(", ", package.Owners))}, by {Describe(package.Repository)}");
        Line("author", package.Author is null ? "did not sign" : Describe(package.Author));
        Line("published", package.Published is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd}, {package.AgeInDays:N0} days ago, by the signature's timestamp") : "not known: no verified timestamp");
        Line("licence", package.Licence is null ? "not known" : $"{package.Licence}{Describe(package.LicenceEvidence)}");
        List("build code", package.BuildCode.Select(code => $"{code.Kind} at {code.Place}: {code.Text}"), "none");
        List("native", package.NativeFiles, "none");
        List("models", package.Models, "none");
        List("vulnerable", package.Reasons.Where(reason => reason.RuleId == "AIR6002").Select(reason => reason.Text), package.NotKnown.IsEmpty ? "nothing known" : "nothing known, as far as anybody looked");
        List("not known", package.NotKnown, null);
        List("adds", package.Adds, "nothing: every package of it is used already", projects == 0 ? " (no restored project was found below this folder to compare with)" : "");

        foreach (var reason in package.Reasons.Where(reason => reason.Level >= Shared.Rules.FindingLevel.Note && reason.RuleId != "AIR6002"))
        {
            terminal.WriteRaw($"  {FindingReport.Shown(reason.Level).Word,-5} {reason.RuleId} {Terminal.Printable(reason.Text)}{(reason.IsExcepted ? " (excepted by policy)" : "")}\n");
        }

        List("needs", package.Needs, null);

        void Line(string label, string text) => terminal.WriteRaw($"  {label.PadRight(LabelWidth)}{Terminal.Printable(text)}\n");

        void List(string label, IEnumerable<string> items, string? none, string more = "")
        {
            var all = items.ToList();
            if (all.Count == 0)
            {
                if (none is not null)
                {
                    Line(label, none + more);
                }

                return;
            }

            Line(label, all[0] + (all.Count == 1 ? more : ""));
            foreach (var item in all.Skip(1).Take(MostShown - 1))
            {
                Line("", item);
            }

            if (all.Count > MostShown)
            {
                Line("", string.Create(CultureInfo.InvariantCulture, $"and {all.Count - MostShown:N0} more; --format json lists all"));
            }

            if (all.Count > 1 && more.Length > 0)
            {
                Line("", more.Trim());
            }
        }
    }

    private static string Describe(ShownSigner signer) => $"{signer.Name} ({(signer.IsVerified ? "verified" : "does not verify")}, {signer.Fingerprint})";

    private static string Describe(LicenceEvidence evidence) => evidence switch
    {
        LicenceEvidence.KnownText => " (by its text)",
        LicenceEvidence.OwnText => " (a text that is no well-known licence)",
        LicenceEvidence.Address => " (by its address)",
        LicenceEvidence.Recorded => " (as it was recorded)",
        _ => "",
    };
}
