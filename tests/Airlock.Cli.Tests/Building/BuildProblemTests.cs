using Airlock.Cli.Building;

namespace Airlock.Cli.Tests.Building;

public class BuildProblemTests
{
    [Theory]
    [InlineData("/src/A.cs(12,5): error CS1002: ; expected [/src/A.csproj]", "CS1002", "; expected", "/src/A.cs", 12, 5)]
    [InlineData("/src/A.cs(12,5,12,9): error CS1002: ; expected [/src/A.csproj::TargetFramework=net10.0]", "CS1002", "; expected", "/src/A.cs", 12, 5)]
    [InlineData("/src/A.csproj : error NU1101: Unable to find package X. [/src/A.sln]", "NU1101", "Unable to find package X.", "/src/A.csproj", 0, 0)]
    [InlineData("MSBUILD : error MSB1001: Unknown switch.", "MSB1001", "Unknown switch.", "MSBUILD", 0, 0)]
    [InlineData("CSC : error CS5001: no Main [/src/A.csproj]", "CS5001", "no Main", "CSC", 0, 0)]
    [InlineData("/src/A.cs(12,5): security error AIR1001: Text [/src/A.csproj]", "AIR1001", "Text", "/src/A.cs", 12, 5)]
    [InlineData("/src/A.targets(3,1): error : stopped [/src/A.csproj]", "", "stopped", "/src/A.targets", 3, 1)]
    public void Errors_are_read(string line, string code, string message, string file, int row, int column) =>
        Assert.Equal(new BuildProblem(code, message, file, row, column), BuildProblem.Read(line));

    [Theory]
    [InlineData("")]
    [InlineData("  App -> /src/bin/App.dll")]
    [InlineData("/src/A.cs(1,1): warning CS0168: unused [/src/A.csproj]")]
    [InlineData("    0 Error(s)")]
    public void Everything_else_is_none(string line) => Assert.Null(BuildProblem.Read(line));
}
