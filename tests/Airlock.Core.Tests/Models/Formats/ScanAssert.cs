using System.Text;
using Airlock.Core.Models.Scanning;
using CsCheck;

namespace Airlock.Core.Tests.Models.Formats;

/// <summary>What the tests of all formats ask of the scanner.</summary>
internal static class ScanAssert
{
    public static ModelScan Scan(byte[] bytes, string name) => ModelScanner.Scan(ByteSource.Of(bytes), name);

    public static ModelScan Scan(string text, string name) => Scan(Encoding.UTF8.GetBytes(text), name);

    public static void AssertClean(ModelScan scan, string format)
    {
        Assert.Empty(scan.Findings);
        Assert.Equal(format, scan.Format);
    }

    public static ModelFinding AssertFound(ModelScan scan, ModelVerdict verdict, string message)
    {
        Assert.Equal(verdict, scan.Verdict);
        return Assert.Single(scan.Findings, finding => finding.Verdict == verdict && finding.Message.Contains(message, StringComparison.Ordinal));
    }

    /// <summary>Whatever bytes are changed, added or cut off, a scan ends with a verdict.</summary>
    public static void AssertSurvivesMutation(byte[] bytes, string name, long iterations = 2000) =>
        Gen.Select(Gen.Int[0, bytes.Length].Array[0, 8], Gen.Byte.Array[8], Gen.Int[0, bytes.Length], Gen.Byte.Array[0, 4]).Sample(
            (places, values, length, added) =>
            {
                var mutated = bytes.ToArray();
                for (var i = 0; i < places.Length; i++)
                {
                    if (places[i] < mutated.Length)
                    {
                        mutated[places[i]] = values[i];
                    }
                }

                byte[] cut = length % 3 == 0 ? [.. mutated.AsSpan(0, length), .. added] : mutated;
                Assert.True(Enum.IsDefined(Scan(cut, name).Verdict));
            },
            iter: iterations);
}
