using Airlock.Cli.Output;
using Airlock.Core.Findings;

namespace Airlock.Cli.Tests.Output;

public class SourceExcerptTests : ToolTest
{
    [Theory]
    [InlineData("    Run(answer);", 9, 15, "Run(answer);", 4, 6)]
    [InlineData("\t\tRun(answer);", 7, 13, "Run(answer);", 4, 6)]
    [InlineData("Run(answer);", 1, 1, "Run(answer);", 0, 1)]
    [InlineData("漢字(answer);", 4, 10, "漢字(answer);", 5, 6)]
    public void Part_is_underlined_where_it_stands(string line, int column, int endColumn, string text, int offset, int length) =>
        Assert.Equal(
            new SourceExcerpt(text, offset, length),
            SourceExcerpt.Read(Write("A.cs", line), new FindingLocation("A.cs", 1, column, 1, endColumn), 80));

    [Fact]
    public void Part_of_several_lines_is_underlined_to_the_end_of_the_first() =>
        Assert.Equal(
            new SourceExcerpt("Run(answer,", 4, 7),
            SourceExcerpt.Read(Write("A.cs", "Run(answer,\n  more);"), new FindingLocation("A.cs", 1, 5, 2, 6), 80));

    [Theory]
    [InlineData(10)]
    [InlineData(25)]
    [InlineData(60)]
    public void Long_line_is_cut_around_the_part(int width)
    {
        var line = new string('a', 200) + "(answer)" + new string('b', 200);

        var excerpt = SourceExcerpt.Read(Write("A.cs", line), new FindingLocation("A.cs", 1, 201, 1, 209), width)!;

        Assert.True(excerpt.Text.Length <= width);
        Assert.Equal('(', excerpt.Text[excerpt.Offset]);
        Assert.True(excerpt.Offset + excerpt.Length <= width);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 1)]
    [InlineData(1, 99)]
    [InlineData(1, 0)]
    public void Place_that_is_not_there_gives_none(int line, int column) =>
        Assert.Null(SourceExcerpt.Read(Write("A.cs", "short"), new FindingLocation("A.cs", line, column, line, column + 1), 80));

    [Fact]
    public void File_that_can_not_be_read_gives_none()
    {
        Assert.Null(SourceExcerpt.Read(Path.Combine(Folder, "gone.cs"), new FindingLocation("gone.cs", 1, 1, 1, 2), 80));
        Assert.Null(SourceExcerpt.Read(Folder, new FindingLocation("", 1, 1, 1, 2), 80));
    }
}
