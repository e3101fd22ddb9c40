using System.Text;
using Airlock.Core.Bom.Spdx;
using Airlock.Core.Bom.Vex;
using Airlock.Core.Report;

namespace Airlock.Core;

/// <summary>
/// What is made from the bill of materials and stands beside it: known vulnerabilities (VEX), and where the project asks for them the same in SPDX and a page
/// for people.
/// </summary>
internal static class OtherDocuments
{
    /// <summary>Writes them, and removes those of an earlier build that do not apply any more.</summary>
    /// <returns>The files that were written.</returns>
    public static IEnumerable<string> Save(GateRequest request, Bom.Bom bom, GateResult result)
    {
        var written = new List<string>();
        if (VexEvidence.Save(request.VexFile, bom, result.Findings))
        {
            written.Add(request.VexFile);
        }

        SaveIf(request.WritesSpdx, request.SpdxFile, () => SpdxWriter.Write(bom));
        SaveIf(request.WritesReport, request.ReportFile, () => Encoding.UTF8.GetBytes(ReportPage.Write(new ReportInput
        {
            Name = request.AssemblyName,
            Bom = bom,
            Results = [result],
            Pins = ReportedPins.Of([result]),
        })));
        return written;

        void SaveIf(bool isWanted, string file, Func<byte[]> content)
        {
            if (isWanted)
            {
                AtomicFile.Write(file, stream => stream.Write(content()));
                written.Add(file);
            }
            else
            {
                File.Delete(file);
            }
        }
    }
}
