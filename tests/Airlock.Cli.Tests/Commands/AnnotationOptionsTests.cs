using Airlock.Core.Findings;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Tests.Commands;

public class AnnotationOptionsTests : ToolTest
{
    public AnnotationOptionsTests() => Write("App.csproj", "<Project />");

    private FakeBuild Build(params Finding[] findings) => new(1) { Results = { Result(findings) } };

    private static Finding Text => Finding("AIR1001", FindingLevel.Block, "50% of it,\nand ::more##vso[a]", "src/A, B.cs", 7) with { Location = new FindingLocation("src/A, B.cs", 7, 3, 7, 9) };

    private static Finding Whole => Finding("AIR5001", FindingLevel.Warn, "It's not pinned.", "models/é.onnx") with { Fingerprint = "0123" };

    private static Finding Remark => Finding("AIR5004", FindingLevel.Note, "It floats.", "src/A.cs", 2);

    private static Finding Silenced => Finding("AIR1002", FindingLevel.Block) with { Suppression = new FindingSuppression("baseline", "old") };

    private async Task<string[]> LinesAsync(string mark, FakeBuild build, params string[] arguments)
    {
        var outcome = await RunAsync(build, ["check", .. arguments]);
        return [.. outcome.Out.Split('\n').Where(line => line.StartsWith(mark, StringComparison.Ordinal))];
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("GITHUB_ACTIONS", "::error")]
    [InlineData("TF_BUILD", "##vso[")]
    [InlineData("TEAMCITY_VERSION", "##teamcity[")]
    public async Task Environment_chooses_the_style(string? variable, string? mark)
    {
        if (variable is not null)
        {
            Variables[variable] = "True";
        }

        var lines = (await RunAsync(Build(Whole, Text), "check")).Out.Split('\n');
        foreach (var one in (string[])["::error", "##vso[", "##teamcity["])
        {
            Assert.Equal(one == mark, lines.Any(line => line.StartsWith(one, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task GitHub() => Assert.Equal(
        [
            "::error file=src/A%2C B.cs,line=7,endLine=7,col=3,endColumn=9,title=AIR1001 Model output starts a process::50% of it,%0Aand ::more##vso[a]".Replace("50%", "50%25", StringComparison.Ordinal),
            "::warning file=models/é.onnx,title=AIR5001 Model loaded without a pin::It's not pinned.",
            "::notice file=src/A.cs,line=2,endLine=2,col=1,endColumn=2,title=AIR5004 Floating model alias or revision::It floats.",
        ],
        await LinesAsync("::", Build(Remark, Whole, Text, Silenced), "--annotations", "github"));

    [Fact]
    public async Task GitHub_shows_ten_of_a_level_and_is_told_of_the_rest()
    {
        var findings = Enumerable.Range(1, 13).Select(line => Finding("AIR1001", FindingLevel.Block, line: line));
        var outcome = await RunAsync(Build([.. findings]), "check", "--annotations", "github");
        Assert.Equal(10, outcome.Out.Split('\n').Count(line => line.StartsWith("::error", StringComparison.Ordinal)));
        Assert.Contains("\nand 3 more of level error, which GitHub would not mark\n", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Azure() => Assert.Equal(
        [
            "##vso[task.logissue type=error;sourcepath=src/A, B.cs;linenumber=7;columnnumber=3;code=AIR1001;]50%AZP25 of it,%0Aand ::more##vso[a]",
            "##vso[task.logissue type=warning;sourcepath=models/é.onnx;code=AIR5001;]It's not pinned.",
        ],
        await LinesAsync("##vso", Build(Remark, Whole, Text, Silenced), "--annotations", "azure"));

    [Fact]
    public async Task TeamCity() => Assert.Equal(
        [
            "##teamcity[inspectionType id='AIR1001' name='Model output starts a process' description='https://airlock.dev/rules/AIR1001.md' category='Airlock']",
            "##teamcity[inspectionType id='AIR5001' name='Model loaded without a pin' description='https://airlock.dev/rules/AIR5001.md' category='Airlock']",
            "##teamcity[inspection typeId='AIR1001' message='50% of it,|nand ::more##vso|[a|]' file='src/A, B.cs' line='7' SEVERITY='ERROR']",
            "##teamcity[inspection typeId='AIR5001' message='It|'s not pinned.' file='models/|0x00E9.onnx' SEVERITY='WARNING']",
        ],
        await LinesAsync("##teamcity", Build(Whole, Text, Silenced), "--annotations", "teamcity"));

    [Fact]
    public async Task GitLab()
    {
        Variables["GITLAB_CI"] = "true";
        await RunAsync(Build(Whole, Silenced), "check");
        Assert.Equal(
            """
            [
              {
                "description": "AIR5001: It's not pinned.",
                "check_name": "AIR5001",
                "fingerprint": "0123",
                "severity": "major",
                "location": {
                  "path": "models/é.onnx",
                  "lines": {
                    "begin": 1
                  }
                }
              }
            ]

            """,
            Read("gl-code-quality-report.json"),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task Output_for_machines_stays_one_document()
    {
        var outcome = await RunAsync(Build(Text), "check", "--annotations", "github", "--format", "json");
        Assert.DoesNotContain("::error", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("::error", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summary()
    {
        var silence = Finding("AIR9003", FindingLevel.Warn, "The exception for AIR1002 expires on 2026-12-14; team-x must renew it", "airlock.json", 9);
        await RunAsync(Build(Remark, Whole, Text, Silenced, silence), "check", "--summary", "summary.md", "--report-url", "https://example.org/r?a=1");
        Assert.Equal(
            """
            ## Airlock: blocked

            1 finding blocks, 2 warnings, 1 note, 1 accepted by the baseline.

            ### Findings

            | level | rule | what | where |
            |---|---|---|---|
            | **block** | [AIR1001](https://airlock.dev/rules/AIR1001.md) Model output starts a process | 50% of it,·and ::more·#<!-- -->vso\[a\] | src/A, B.cs:7 |
            | warn | [AIR5001](https://airlock.dev/rules/AIR5001.md) Model loaded without a pin | It's not pinned. | models/é.onnx |
            | note | [AIR5004](https://airlock.dev/rules/AIR5004.md) Floating model alias or revision | It floats. | src/A.cs:2 |

            ### Exceptions and suppressions to look at

            | level | rule | what | where |
            |---|---|---|---|
            | warn | [AIR9003](https://airlock.dev/rules/AIR9003.md) Suppression without justification, or exception expired or unused | The exception for AIR1002 expires on 2026-12-14; team-x must renew it | airlock.json:9 |

            ### Accepted

            | by | findings |
            |---|---|
            | baseline | 1 |

            Checked 1 project (net10.0) under defaults, no policy file, profile standard.

            [Full report](<https://example.org/r?a=1>)

            """,
            Read("summary.md"),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task Page_of_a_step_is_added_to_and_a_clean_run_says_so()
    {
        Variables["GITHUB_ACTIONS"] = "true";
        Variables["GITHUB_STEP_SUMMARY"] = Write("step.md", "Tests passed.\n");
        await RunAsync(new FakeBuild { Results = { Result() } }, "check");
        Assert.StartsWith("Tests passed.\n## Airlock: passed\n\nNothing blocks, 0 warnings.\n", Read("step.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Azure_is_handed_the_summary()
    {
        var outcome = await RunAsync(Build(Text), "check", "--annotations", "azure", "--summary", "summary.md");
        Assert.Contains($"##vso[task.uploadsummary]{Path.Combine(Folder, "summary.md")}\n", outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--annotations", "jenkins")]
    [InlineData("--report-url", "javascript:alert(1)")]
    public async Task What_can_not_be_is_refused_before_the_build(string option, string value)
    {
        var build = Build();
        Assert.Equal((int)ExitCode.Usage, (await RunAsync(build, "check", option, value)).ExitCode);
        Assert.Null(build.Request);
    }
}
