using Airlock.Cli.Output;
using Spectre.Console.Testing;

namespace Airlock.Cli.Tests.Output;

public class RulePageTests
{
    [Fact]
    public void Page_is_shown_from_its_first_section_with_paragraphs_joined()
    {
        const string Page = """
            # AIR0000: Title

            | Class | a/b |
            |---|---|

            ## What it finds

            Text that goes
            over [two](https://example.com) lines.

            - one
              more
            - two

            ```csharp
            Run( a );
            ```
            """;
        using var console = new TestConsole().Width(60);

        RulePage.Write(new StringReader(Page), console);

        Assert.Equal(
            """
            What it finds

            Text that goes over two lines.

            - one more
            - two

                Run( a );
            """,
            console.Output.Trim(),
            ignoreLineEndingDifferences: true);
    }
}
