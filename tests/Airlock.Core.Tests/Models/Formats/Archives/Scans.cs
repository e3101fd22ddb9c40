using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

/// <summary>Scans bytes in tests of archives.</summary>
internal static class Scans
{
    public static ModelScan Scan(byte[] bytes, string name = "model.bin") =>
        ModelScanner.Scan(ByteSource.Of(bytes), name, cancellation: TestContext.Current.CancellationToken);

    public static void AssertNothing(ModelScan scan, string format)
    {
        Assert.Equal(format, scan.Format);
        Assert.True(scan.Findings.Count == 0, string.Join(Environment.NewLine, scan.Findings));
    }
}
