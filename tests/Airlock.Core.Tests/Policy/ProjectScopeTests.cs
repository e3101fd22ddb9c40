using Airlock.Core.Policy;

namespace Airlock.Core.Tests.Policy;

public sealed class ProjectScopeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProjectScopeTests()
    {
        foreach (var project in new[] { "App.csproj", "tests/Tests.csproj", "two/One.csproj", "two/Two.csproj", "src/Lib/Lib.csproj", "src/Lib/obj/Temporary.csproj" })
        {
            _folder.Write(project, "<Project />");
        }
    }

    public void Dispose() => _folder.Dispose();

    private string? Relative(string? project) => project is null ? null : Path.GetRelativePath(_folder.Path, project).Replace('\\', '/');

    [Theory]
    [InlineData("Program.cs", "App.csproj")]
    [InlineData("Deep/Down/Program.cs", "App.csproj")]
    [InlineData("tests/A.cs", "tests/Tests.csproj")]
    [InlineData("src/Lib/A.cs", "src/Lib/Lib.csproj")]
    [InlineData("src/Shared/A.cs", "App.csproj")]
    [InlineData("two/A.cs", null)]
    [InlineData("Directory.Packages.props", null)]
    [InlineData("airlock.lock.json", null)]
    [InlineData("../A.cs", null)]
    public void File_belongs_to_the_only_project_of_the_nearest_folder(string path, string? owner) =>
        Assert.Equal(owner, Relative(ProjectScope.OwnerOf(_folder.Path, path)));

    [Theory]
    [InlineData("tests/*", "tests/Tests.csproj")]
    [InlineData("src/Lib/*.cs", "src/Lib/Lib.csproj")]
    [InlineData("src/*", null)]
    [InlineData("*", null)]
    [InlineData("two/*", null)]
    [InlineData("Program.cs", "App.csproj")]
    public void Pattern_belongs_to_a_project_if_no_other_can_hold_a_match(string pattern, string? owner) =>
        Assert.Equal(owner, Relative(ProjectScope.OwnerOfPattern(_folder.Path, pattern)));

    [Fact]
    public void Projects_that_builds_wrote_are_none() =>
        Assert.Equal(
            ["App.csproj", "src/Lib/Lib.csproj", "tests/Tests.csproj", "two/One.csproj", "two/Two.csproj"],
            ProjectScope.ProjectsBelow(_folder.Path).Select(Relative).Order(StringComparer.Ordinal));
}
