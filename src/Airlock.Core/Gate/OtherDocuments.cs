using Airlock.Core.Bom.Spdx;
using Airlock.Core.Bom.Vex;
using Airlock.Core.Findings;

namespace Airlock.Core;

/// <summary>What is made from the bill of materials and stands beside it: known vulnerabilities (VEX), and the same in SPDX if the project asks for it.</summary>
internal static class OtherDocuments
{
    /// <summary>Writes them, and removes those of an earlier build that do not apply any more.</summary>
    /// <returns>The files that were written.</returns>
    public static IEnumerable<string> Save(GateRequest request, Bom.Bom bom, IEnumerable<Finding> findings)
    {
        var written = new List<string>();
        if (VexEvidence.Save(request.VexFile, bom, findings))
        {
            written.Add(request.VexFile);
        }

        if (request.WritesSpdx)
        {
            AtomicFile.Write(request.SpdxFile, stream => stream.Write(SpdxWriter.Write(bom)));
            written.Add(request.SpdxFile);
        }
        else
        {
            File.Delete(request.SpdxFile);
        }

        return written;
    }
}
