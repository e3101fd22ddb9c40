using Airlock.Cli.Building;

namespace Airlock.Cli.Tests.Building;

public class SolutionProjectsTests : ToolTest
{
    private string Project(string path) => Path.Combine(Folder, path.Replace('/', Path.DirectorySeparatorChar));

    [Fact]
    public void Old_solution()
    {
        var solution = Write("A.sln", """

            Microsoft Visual Studio Solution File, Format Version 12.00
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "App", "src\App\App.csproj", "{11111111-1111-1111-1111-111111111111}"
            EndProject
            Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "folder", "folder", "{22222222-2222-2222-2222-222222222222}"
            EndProject
            Project("{F2A71F9B-5D33-465A-A702-920D77279786}") = "Lib", "Lib.fsproj", "{33333333-3333-3333-3333-333333333333}"
            EndProject
            """);

        Assert.Equal([Project("Lib.fsproj"), Project("src/App/App.csproj")], SolutionProjects.Of(solution));
    }

    [Fact]
    public void New_solution()
    {
        var solution = Write("A.slnx", """<Solution><Folder Name="/src/"><Project Path="src/App/App.csproj" /></Folder><Project Path="B.vbproj" /></Solution>""");

        Assert.Equal([Project("B.vbproj"), Project("src/App/App.csproj")], SolutionProjects.Of(solution));
    }

    [Fact]
    public void Filter_is_relative_to_its_solution()
    {
        var filter = Write("filters/A.slnf", """{ "solution": { "path": "..\\A.sln", "projects": [ "src\\App\\App.csproj" ] } }""");

        Assert.Equal([Project("src/App/App.csproj")], SolutionProjects.Of(filter));
    }

    [Fact]
    public void Project_is_itself() => Assert.Equal([Project("A.csproj")], SolutionProjects.Of(Project("A.csproj")));

    [Theory]
    [InlineData("A.slnx", "<Solution>", "(1,")]
    [InlineData("A.slnx", "<!DOCTYPE x [<!ENTITY a 'b'>]><Solution />", "(1,")]
    [InlineData("A.slnf", "{", "(1,")]
    [InlineData("A.slnf", "[]", "needs \"solution\"")]
    [InlineData("A.slnf", """{ "solution": { "path": null } }""", "needs \"solution\"")]
    [InlineData("A.slnf", """{ "solution": { "path": "A.sln", "projects": [1] } }""", "needs \"solution\"")]
    public void Damaged_solution_is_told_with_its_place(string name, string text, string message)
    {
        var exception = Assert.Throws<ToolException>(() => SolutionProjects.Of(Write(name, text)));

        Assert.Equal(ExitCode.Usage, exception.Code);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
