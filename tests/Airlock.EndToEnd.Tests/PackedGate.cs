using System.Reflection;
using System.Text;
using Airlock.Core.Tests.Restoring;
using Airlock.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(PackedGate))]

namespace Airlock.EndToEnd.Tests;

/// <summary>Packs the package once for all tests, under a version of its own, into a feed of its own.</summary>
public sealed class PackedGate : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Metadata = typeof(PackedGate).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(attribute => attribute.Key, attribute => attribute.Value!, StringComparer.Ordinal);

    /// <summary>The folder of everything that the tests make. Its name has blanks and letters beyond ASCII.</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"airlock tests äé {Environment.ProcessId}");

    /// <summary>Version of the package.</summary>
    public string Version { get; } = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}";

    /// <summary>Root of the repository.</summary>
    public static string Repository => Metadata["RepositoryRoot"];

    /// <summary>The folder from which the tool runs.</summary>
    public static string ToolAssembly =>
        Path.Combine(Repository, "artifacts", "bin", "Airlock.Cli", Metadata["Configuration"].ToLowerInvariant(), "airlock.dll");

    /// <summary>The folder of the packages that were restored with the test project.</summary>
    public static string PackageRoot => Metadata["NuGetPackageRoot"];

    /// <summary>A package of which the feeds' audit data knows a vulnerability of high severity in every version below 2.0.0.</summary>
    public const string VulnerablePackage = "Contoso.Audited";

    // What a feed offers to NuGet's audit; without it every build would be told, rightly, that nobody looked for vulnerabilities.
    private LoopbackServer? _audit;

    /// <summary>The feed with the package.</summary>
    public string Feed => Path.Combine(Folder, "feed");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Feed);
        var project = Path.Combine(Repository, "src", "Airlock.Build", "Airlock.Build.csproj");
        var result = await DotNet.Run(
            Repository, null, "pack", project, "--no-build", "-p:BuildProjectReferences=false", "-c", Metadata["Configuration"], "-o", Feed, $"-p:PackageVersion={Version}");
        result.ShouldPass();

        _audit = new LoopbackServer(request => Answer(request.Path));
        DotNet.Defaults["NUGET_HTTP_CACHE_PATH"] = Path.Combine(Folder, "http cache");
        DotNet.Defaults["AirlockCacheFolder"] = Path.Combine(Folder, "airlock cache");

        // The other packages come from where the test project's own restore put them: no feed, no network.
        File.WriteAllText(
            Path.Combine(Folder, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="airlock" value="{Feed}" />
              </packageSources>
              <auditSources>
                <clear />
                <add key="audit" value="{_audit.Address}index.json" allowInsecureConnections="true" />
              </auditSources>
              <fallbackPackageFolders>
                <clear />
                <add key="restored" value="{PackageRoot}" />
              </fallbackPackageFolders>
              <config>
                <add key="globalPackagesFolder" value="{Path.Combine(Folder, "packages")}" />
              </config>
            </configuration>
            """);
    }

    // https://learn.microsoft.com/nuget/api/vulnerability-info: an index of pages, and pages by lower-case identifier.
    private LoopbackReply Answer(string path)
    {
        var folder = _audit!.Address;
        var text = path switch
        {
            "/index.json" => $$"""{ "version": "3.0.0", "resources": [ { "@id": "{{folder}}vulnerabilities.json", "@type": "VulnerabilityInfo/6.7.0" } ] }""",
            "/vulnerabilities.json" => $$"""[ { "@name": "base", "@id": "{{folder}}base.json", "@updated": "2026-01-01T00:00:00Z", "comment": "" } ]""",
            "/base.json" => $$"""{ "{{VulnerablePackage.ToLowerInvariant()}}": [ { "severity": 2, "url": "https://github.com/advisories/GHSA-aaaa-bbbb-cccc", "versions": "(, 2.0.0)" } ] }""",
            _ => null,
        };
        return text is null ? LoopbackReply.Empty(404) : new LoopbackReply(200, Encoding.UTF8.GetBytes(text), ("Content-Type", "application/json"));
    }

    public ValueTask DisposeAsync()
    {
        _audit?.Dispose();
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // A build server may still hold a file; the folder is temporary.
        }

        return ValueTask.CompletedTask;
    }
}
