using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

/// <summary>Scans what a test wrote, and rows of the operator tables.</summary>
internal static class GraphScan
{
    public static ModelScan Of(ProtobufWriter message, string name) => Of(message.ToArray(), name);

    public static ModelScan Of(byte[] bytes, string name, string? file = null) =>
        ModelScanner.Scan(ByteSource.Of(bytes), name, file, TestContext.Current.CancellationToken);

    /// <summary>The rows of an embedded table: operator, verdict, effect.</summary>
    public static IEnumerable<TheoryDataRow<string, ModelVerdict>> Rows(string table)
    {
        using var stream = typeof(ModelScanner).Assembly.GetManifestResourceStream("Airlock.Core." + table)!;
        using var reader = new StreamReader(stream);
        Assert.Equal("operator\tverdict\teffect", reader.ReadLine());
        while (reader.ReadLine() is { } line)
        {
            var row = line.Split('\t');
            Assert.Equal(3, row.Length);
            Assert.All(row, Assert.NotEmpty);
            yield return new(row[0], Enum.Parse<ModelVerdict>(row[1]));
        }
    }
}
