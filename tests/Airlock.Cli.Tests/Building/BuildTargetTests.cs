using Airlock.Cli.Building;

namespace Airlock.Cli.Tests.Building;

public class BuildTargetTests : ToolTest
{
    [Theory]
    [InlineData("App.csproj")]
    [InlineData("App.sln")]
    [InlineData("App.slnx")]
    public void Only_one_in_a_folder_is_meant(string name) => Assert.Equal(Write(name, ""), BuildTarget.Find(Folder));

    [Fact]
    public void Solution_is_meant_before_the_project_beside_it()
    {
        Write("App.csproj", "");
        Assert.Equal(Write("App.sln", ""), BuildTarget.Find(Folder));
    }

    [Fact]
    public void Several_are_listed()
    {
        Write("A.csproj", "");
        Write("B.csproj", "");

        var problem = Assert.Throws<ToolException>(() => BuildTarget.Find(Folder));

        Assert.Equal(ExitCode.Usage, problem.Code);
        Assert.Contains("A.csproj\n", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("B.csproj", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Those_below_are_listed_if_the_folder_has_none()
    {
        var project = Write("src/App/App.csproj", "");

        Assert.EndsWith(project, Assert.Throws<ToolException>(() => BuildTarget.Find(Folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("absent.csproj")]
    [InlineData("notes.txt")]
    [InlineData("")]
    public void Whatever_else_is_refused(string path)
    {
        Write("notes.txt", "");

        Assert.Equal(ExitCode.Usage, Assert.Throws<ToolException>(() => BuildTarget.Find(Path.Combine(Folder, path))).Code);
    }
}
