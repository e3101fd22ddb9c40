using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Integrity;
using Airlock.Core.Libraries.Sources;

namespace Airlock.Core.Tests.Libraries.Integrity;

/// <summary>What NuGet really leaves on disk.</summary>
[Collection(RestoredProjects.Collection)]
public sealed class RestoredPackagesTests(RestoredProjects projects)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Packages_of_others_are_as_they_were_packed(bool isStrict)
    {
        var graph = PackageGraph.Read(projects.AssetsFile, "net10.0", "linux-x64").Graph!;
        var packages = LibrarySet.Locate(graph);
        Assert.True(packages.Length > 5);
        foreach (var package in packages)
        {
            var content = PackageContent.Verify(package, isStrict, TestContext.Current.CancellationToken);
            Assert.Empty(content.Faults);
            Assert.NotEmpty(content.Files);
            Assert.Equal(isStrict ? package.ContentHash : content.ArchiveHash, content.ArchiveHash);
            Assert.True(content.IsCurrent(package, isStrict));
        }
    }

    [Fact]
    public void What_locked_restore_lets_through_is_found()
    {
        using var folder = new TemporaryFolder();
        foreach (var feed in new[] { "ours", "others" })
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, feed));
        }

        var assembly = File.ReadAllBytes(typeof(RestoredPackagesTests).Assembly.Location);
        Pack(Path.Combine(folder.Path, "ours"), "Contoso.Chat", assembly);
        Pack(Path.Combine(folder.Path, "others"), "Fabrikam.Core", assembly);
        folder.Write("Directory.Build.props", "<Project />");
        folder.Write("Directory.Build.targets", "<Project />");
        folder.Write("Directory.Packages.props", "<Project />");
        Configure(folder, contoso: "ours");
        var project = folder.Write("App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Contoso.Chat" Version="1.2.0" />
                <PackageReference Include="Fabrikam.Core" Version="1.2.0" />
              </ItemGroup>
            </Project>
            """);
        Assert.DoesNotContain("error", RestoredProjects.Restore(project), StringComparison.Ordinal);
        Assert.Empty(Check(folder, isStrict: false));
        Assert.Empty(Check(folder, isStrict: true));

        Configure(folder, contoso: "others");
        Assert.DoesNotContain("error", RestoredProjects.Restore(project, "--locked-mode", "--force"), StringComparison.Ordinal);
        Assert.Equal($"AIR6004 Contoso.Chat {Path.Combine(folder.Path, "ours")}", Assert.Single(Check(folder, isStrict: false)));

        Configure(folder, contoso: "ours");
        var file = Path.Combine(folder.Path, "packages", "contoso.chat", "1.2.0", "lib", "net10.0", "Contoso.Chat.dll");
        assembly[^1] ^= 1;
        File.WriteAllBytes(file, assembly);
        Assert.DoesNotContain("error", RestoredProjects.Restore(project, "--locked-mode", "--force"), StringComparison.Ordinal);
        Assert.Equal("AIR6003 Contoso.Chat ", Assert.Single(Check(folder, isStrict: false)));

        Directory.Delete(Path.Combine(folder.Path, "packages", "contoso.chat", "1.2.0"), recursive: true);
        Assert.DoesNotContain("error", RestoredProjects.Restore(project, "--locked-mode", "--force"), StringComparison.Ordinal);
        Assert.Empty(Check(folder, isStrict: true));
    }

    private static void Pack(string feed, string id, byte[] assembly)
    {
        var files = new PackageFiles(feed, id).Add($"lib/net10.0/{id}.dll", assembly);
        files.Manifest = $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata><id>{id}</id><version>1.2.0</version><authors>Contoso</authors><description>A test.</description></metadata>
            </package>
            """;
        File.WriteAllBytes(Path.Combine(feed, $"{id}.1.2.0.nupkg"), files.Pack());
    }

    private static void Configure(TemporaryFolder folder, string contoso) => folder.Write("nuget.config", $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="packages" /></config>
          <packageSources><clear /><add key="ours" value="./ours/" /><add key="others" value="others" /></packageSources>
          <packageSourceMapping>
            <clear />
            <packageSource key="ours"><package pattern="{(contoso == "ours" ? "Contoso.*" : "Unused")}" /></packageSource>
            <packageSource key="OTHERS"><package pattern="*" /></packageSource>
          </packageSourceMapping>
        </configuration>
        """);

    private static IEnumerable<string> Check(TemporaryFolder folder, bool isStrict)
    {
        var graph = PackageGraph.Read(Path.Combine(folder.Path, "obj", "project.assets.json"), "net10.0").Graph!;
        var libraries = new LibrarySet(folder.Context(), graph) { Packages = LibrarySet.Locate(graph), IsStrictRead = isStrict };
        var report = new LibraryReport(libraries);
        foreach (var check in new ILibraryCheck[] { new IntegrityCheck(), new SourceCheck() })
        {
            check.Run(libraries, report, TestContext.Current.CancellationToken);
        }

        return report.Findings.Select(finding => $"{finding.RuleId} {finding.Properties.GetValueOrDefault("package")} {finding.Properties.GetValueOrDefault("source")}");
    }
}
