using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

/// <summary>Scans bytes, for tests.</summary>
internal static class Vetting
{
    public static ModelScan Scan(byte[] bytes, string name = "model.pkl") => ModelScanner.Scan(ByteSource.Of(bytes), name);

    /// <summary>The scan found something malicious that mentions the text.</summary>
    public static ModelFinding AssertMalicious(ModelScan scan, string mentioned)
    {
        Assert.Equal(ModelVerdict.Malicious, scan.Verdict);
        return Assert.Single(scan.Findings, finding =>
            finding.Verdict == ModelVerdict.Malicious && finding.Message.Contains(mentioned, StringComparison.Ordinal));
    }

    /// <summary>The scan found nothing but that the format can run code.</summary>
    public static void AssertBenign(ModelScan scan)
    {
        var finding = Assert.Single(scan.Findings, finding => finding.Member is null);
        Assert.Equal(ModelVerdict.CodeBearing, finding.Verdict);
        Assert.Equal(ModelVerdict.CodeBearing, scan.Verdict);
    }
}
