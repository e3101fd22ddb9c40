using System.Security;
using Airlock.Cli.Building;
using Airlock.Core.Libraries;
using Airlock.Core.Models;
using NuGet.Configuration;

namespace Airlock.Cli.Vetting;

/// <summary>
/// Restores a package with all that it needs in a project of its own, in a temporary folder: NuGet itself chooses versions, and nothing of the package
/// is run. Packages that the user has already are taken from where they are; what is new stays in the temporary folder and goes with it.
/// </summary>
public sealed class TrialRestore : IDisposable
{
    private readonly DirectoryInfo _folder;

    private TrialRestore(DirectoryInfo folder, PackageGraph graph, PackageNode node) => (_folder, Graph, Node) = (folder, graph, node);

    /// <summary>The package and all that it needs.</summary>
    public PackageGraph Graph { get; }

    /// <summary>The package itself.</summary>
    public PackageNode Node { get; }

    /// <summary>Restores.</summary>
    /// <param name="query">The package.</param>
    /// <param name="framework">Target framework, as <c>net10.0</c>.</param>
    /// <param name="userFolder">The folder whose <c>nuget.config</c> holds, absolute.</param>
    /// <param name="offline">Whether only packages may be used that are on this machine.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ToolException">It can't be restored: what NuGet says.</exception>
    public static async Task<TrialRestore> RunAsync(PackageQuery query, string framework, string userFolder, bool offline, CancellationToken cancellation)
    {
        var folder = new DirectoryInfo(RealPath.Of(Directory.CreateTempSubdirectory("airlock-vet-").FullName));
        try
        {
            var feed = folder.CreateSubdirectory("feed");
            if (query.File is not null)
            {
                File.Copy(query.File, Path.Combine(feed.FullName, Path.GetFileName(query.File)));
            }

            var project = Path.Combine(folder.FullName, "trial.csproj");
            await File.WriteAllTextAsync(project, Project(query, framework, userFolder, folder.FullName, feed.FullName, offline), cancellation);
            var problems = new List<string>();
            var exitCode = await DotnetProcess.RunAsync(["restore", project, "-nologo", "-tl:off", "-v:m"], folder.FullName, line =>
            {
                if (BuildProblem.Read(line) is { } problem)
                {
                    problems.Add($"{problem.Code} {problem.Message}".Trim());
                }
            }, cancellation);
            var (graph, _, message) = PackageGraph.Read(Path.Combine(folder.FullName, "obj", "project.assets.json"), framework);
            return exitCode != 0 || graph is null || graph.Find(query.Id) is not { } node
                ? throw new ToolException(ExitCode.Incomplete, $"{query.Id}{(query.Version is null ? "" : $" {query.Version}")} can't be restored for {framework}{(offline ? " without the network" : "")}: {string.Join("; ", problems.Distinct().DefaultIfEmpty(message))}{(query.File is null ? $" (no file or folder here is called {query.Id} either)" : "")}")
                : new TrialRestore(folder, graph, node);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Removes what was restored.</summary>
    public void Dispose() => _folder.Delete(recursive: true);

    private static string Project(PackageQuery query, string framework, string userFolder, string folder, string feed, bool offline) =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>{SecurityElement.Escape(framework)}</TargetFramework>
            <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
            <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
            <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
            <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
            <RestoreRootConfigDirectory>{SecurityElement.Escape(userFolder)}</RestoreRootConfigDirectory>
            <RestorePackagesPath>{SecurityElement.Escape(Path.Combine(folder, "packages"))}</RestorePackagesPath>
            <RestoreFallbackFolders>{SecurityElement.Escape(UserPackages(userFolder))}</RestoreFallbackFolders>
            {Feed(query, feed, offline)}
            <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
            <NuGetAuditMode>all</NuGetAuditMode>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="{SecurityElement.Escape(query.Id)}" Version="{(query.Version is null ? "*" : $"[{query.Version}]")}" />
          </ItemGroup>
        </Project>
        """;

    // Without the network the folder is the only feed, empty or not; else it is one more, if there is something in it.
    private static string Feed(PackageQuery query, string feed, bool offline)
    {
        var property = offline ? "RestoreSources" : "RestoreAdditionalProjectSources";
        return offline || query.File is not null ? $"<{property}>{SecurityElement.Escape(feed)}</{property}>" : "";
    }

    // A folder that is not there gives nothing, and restore would complain of it.
    private static string UserPackages(string userFolder) =>
        SettingsUtility.GetGlobalPackagesFolder(Settings.LoadDefaultSettings(userFolder)) is { } folder && Directory.Exists(folder) ? folder : "clear";
}
