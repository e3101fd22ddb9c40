namespace Airlock.Core.Tests.Events;

/// <summary>The tables that the tests of events carry: facts about formats, a head line first.</summary>
internal static class TestTable
{
    public static IReadOnlyList<string[]> Rows(string name)
    {
        using var reader = new StreamReader(typeof(TestTable).Assembly.GetManifestResourceStream("Airlock.Core.Tests." + name)!);
        return [.. reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t'))];
    }
}
