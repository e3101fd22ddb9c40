using System.Diagnostics;

namespace Airlock.Core.Tests.Libraries;

/// <summary>
/// Projects that `dotnet restore` really restored: an application with direct, transitive, build-only and project
/// references for two frameworks and one runtime, and central package management.
/// </summary>
public sealed class RestoredProjects : IDisposable
{
    /// <summary>The collection of the tests that share one restore.</summary>
    public const string Collection = "Restored projects";

    private readonly TemporaryFolder _folder = new();

    public RestoredProjects()
    {
        _folder.Write("Directory.Build.props", "<Project />");
        _folder.Write("Directory.Build.targets", "<Project />");
        _folder.Write("Directory.Packages.props", """
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                <CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled>
              </PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="Dapper" Version="2.1.86" />
                <PackageVersion Include="Microsoft.CodeAnalysis.Analyzers" Version="5.12.0" />
                <PackageVersion Include="Microsoft.Extensions.AI.OpenAI" Version="10.11.0" />
                <PackageVersion Include="OpenAI" Version="2.15.0" />
              </ItemGroup>
            </Project>
            """);
        _folder.Write("Lib/Lib.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>netstandard2.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="Dapper" /></ItemGroup>
            </Project>
            """);
        ProjectFile = _folder.Write("App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>
                <RuntimeIdentifiers>linux-x64</RuntimeIdentifiers>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="microsoft.extensions.ai.openai" />
                <PackageReference Include="Microsoft.CodeAnalysis.Analyzers" PrivateAssets="all" />
                <FrameworkReference Include="Microsoft.AspNetCore.App" Condition="'$(TargetFramework)' == 'net10.0'" />
                <ProjectReference Include="../Lib/Lib.csproj" />
              </ItemGroup>
            </Project>
            """);
        var output = Restore(ProjectFile);
        Assert.True(File.Exists(AssetsFile), output);
    }

    public string Root => _folder.Path;

    public string ProjectFile { get; }

    public string AssetsFile => Path.Combine(_folder.Path, "App", "obj", "project.assets.json");

    public void Dispose() => _folder.Dispose();

    /// <summary>Restores a project, and gives what `dotnet restore` printed.</summary>
    public static string Restore(string projectFile, params string[] options)
    {
        var start = new ProcessStartInfo("dotnet", ["restore", projectFile, "-v", "q", .. options])
        {
            WorkingDirectory = Path.GetDirectoryName(projectFile),
            RedirectStandardOutput = true,
        };

        // A test host passes its own MSBuild on; the restore is to find the SDK's.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}

[CollectionDefinition(RestoredProjects.Collection)]
public sealed class RestoredProjectsCollection : ICollectionFixture<RestoredProjects>;
