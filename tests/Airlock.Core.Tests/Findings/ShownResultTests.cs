using Airlock.Core.Findings;
using Airlock.Shared.Rules;
using CsCheck;

namespace Airlock.Core.Tests.Findings;

public sealed class ShownResultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Finding Found(FindingLevel level, bool isSuppressed = false) => new()
    {
        RuleId = "AIR1001",
        Message = "found \u00e4 \n {0}",
        Location = new FindingLocation("src/a b.cs", 3, 5),
        Level = level,
        Suppression = isSuppressed ? new FindingSuppression("policy exception", "why") : null,
        PrintedByCompiler = level == FindingLevel.Warn,
    };

    private static readonly GateResult Result = new()
    {
        ProjectFile = "/p/App.csproj",
        TargetFramework = "net10.0",
        Root = "/p",
        Profile = "strict",
        Findings = [Found(FindingLevel.Block), Found(FindingLevel.Warn), Found(FindingLevel.Note), Found(FindingLevel.Record), Found(FindingLevel.Block, isSuppressed: true)],
        Evidence = ["/p/a.cdx.json", "/p/a.sarif"],
    };

    private string Save()
    {
        var path = Path.Combine(_folder.Path, "gate.shown");
        ShownResult.Save(Result, path);
        return path;
    }

    [Fact]
    public void What_a_build_shows_is_read_as_it_was_written()
    {
        var shown = ShownResult.Load(Save());

        Assert.Equal(Result.Findings.Take(3).Select(finding => finding.ToString()), shown.Findings.Select(finding => finding.ToString()));
        Assert.Equal(Result.Evidence, shown.Evidence);
        Assert.Equal((Result.Root, Result.Profile, Result.PolicyFile, true), (shown.Root, shown.Profile, shown.PolicyFile, shown.IsBlocked));
    }

    [Fact]
    public void Cut_file_is_an_error_that_the_state_expects()
    {
        var bytes = File.ReadAllBytes(Save());
        Gen.Int[0, bytes.Length - 1].Sample(
            length =>
            {
                var path = Path.Combine(_folder.Path, $"cut-{length}");
                File.WriteAllBytes(path, bytes[..length]);
                Assert.ThrowsAny<IOException>(() => ShownResult.Load(path));
            },
            iter: 50,
            threads: 1);
    }
}
