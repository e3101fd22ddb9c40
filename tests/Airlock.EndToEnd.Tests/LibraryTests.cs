using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Airlock.EndToEnd.Tests;

/// <summary>Packages of a feed that the tests make decide real builds: each fault blocks or warns with its rule, and the build passes after the fix.</summary>
public sealed class LibraryTests(PackedGate gate)
{
    // Protocol 0: GLOBAL, MARK, text, TUPLE, REDUCE, STOP.
    private static readonly byte[] StartsProcess = Encoding.ASCII.GetBytes("cposix\nsystem\n(S'id'\ntR.");

    private const string OtherAdvisory = """
        { "id": "GHSA-0000-0000-0000", "modified": "2026-01-01T00:00:00Z",
          "affected": [ { "package": { "ecosystem": "NuGet", "name": "Contoso.Nothing" }, "versions": [ "1.0.0" ] } ] }
        """;

    private TestProject Project(LocalFeed feed, string policy, params string[] packages)
    {
        var project = feed.Use(new TestProject(gate, "libraries") { Packages = packages }).Write("Agent.cs", "public sealed class Agent;");
        return project.Write("airlock.json", policy).Write("advisories/other.json", OtherAdvisory);
    }

    /// <summary>A policy with a database of vulnerabilities, so that nothing is said of an audit without data.</summary>
    private static string Policy(string libraries = "", string more = "") =>
        $$"""{ {{more}} "libraries": { {{libraries}} "vulnerabilities": { "databases": ["advisories"] } } }""";

    private static string Installed(TestProject project, string id, string version, string file = "") =>
        Path.Combine(project.Folder, "packages", id.ToLowerInvariant(), version, file);

    [Fact]
    public async Task Good_package_passes_and_its_verdict_is_in_the_table()
    {
        var project = Project(new LocalFeed(gate).Add("Contoso.Good", "1.0.0"), Policy(), "Contoso.Good/1.0.0");

        (await project.Build()).ShouldPass().ShouldNotPrint(" AIR");

        var report = await Tool.Run(project.Folder, "check", "--format", "json");
        var row = JsonNode.Parse(report.StandardOutput)!["libraries"]!.AsArray().Single(row => row!["package"]!.GetValue<string>() == "Contoso.Good")!;
        Assert.Equal("note", row["verdict"]!.GetValue<string>());
        Assert.Equal("AIR6005", row["reasons"]![0]!["ruleId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Changed_file_in_the_package_folder_blocks_until_it_is_restored()
    {
        var project = Project(new LocalFeed(gate).Add("Contoso.Good", "1.0.0"), Policy(), "Contoso.Good/1.0.0");
        (await project.Build()).ShouldPass();

        var library = Installed(project, "Contoso.Good", "1.0.0", "lib/net10.0/Contoso.Good.dll");
        var bytes = await File.ReadAllBytesAsync(library, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(library, bytes, TestContext.Current.CancellationToken);
        (await project.Build("--no-restore")).ShouldFail().ShouldPrint("error AIR6003: Library Contoso.Good 1.0.0").ShouldPrint("lib/net10.0/Contoso.Good.dll was changed");
        (await project.Build("--no-restore")).ShouldFail().ShouldPrint("error AIR6003");

        Directory.Delete(Installed(project, "Contoso.Good", "1.0.0"), recursive: true);
        (await project.Build()).ShouldPass().ShouldNotPrint("AIR6003");
    }

    [Fact]
    public async Task File_with_the_same_checksum_is_found_by_a_strict_read()
    {
        var project = Project(new LocalFeed(gate).Add("Contoso.Good", "1.0.0", "", ("content/a.txt", new byte[64]), ("lib/net10.0/_._", [])), Policy(), "Contoso.Good/1.0.0");
        (await project.Build()).ShouldPass();

        await File.WriteAllBytesAsync(Installed(project, "Contoso.Good", "1.0.0", "content/a.txt"), Crc32Twin(64), TestContext.Current.CancellationToken);

        (await project.Build("--no-restore", "-p:ContinuousIntegrationBuild=true")).ShouldFail().ShouldPrint("error AIR6003").ShouldPrint("content/a.txt was changed");
    }

    [Fact]
    public async Task Archive_and_files_changed_together_are_told_by_the_lock_file()
    {
        var feed = new LocalFeed(gate).Add("Contoso.Good", "1.0.0");
        var project = Project(feed, Policy(), "Contoso.Good/1.0.0");
        project.Properties += "<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>";
        (await project.Build()).ShouldPass();

        // The package is extracted anew from another archive, and the note beside it names the hash that the lock expects.
        var folder = Installed(project, "Contoso.Good", "1.0.0");
        var note = await File.ReadAllTextAsync(Path.Combine(folder, ".nupkg.metadata"), TestContext.Current.CancellationToken);
        File.Delete(feed.FileOf("Contoso.Good", "1.0.0"));
        feed.Add("Contoso.Good", "1.0.0", "<tags>other</tags>");
        File.Copy(feed.FileOf("Contoso.Good", "1.0.0"), Path.Combine(folder, "contoso.good.1.0.0.nupkg"), overwrite: true);
        using (var archive = ZipFile.OpenRead(feed.FileOf("Contoso.Good", "1.0.0")))
        {
            archive.GetEntry("Contoso.Good.nuspec")!.ExtractToFile(Path.Combine(folder, "contoso.good.nuspec"), overwrite: true);
            archive.GetEntry("lib/net10.0/Contoso.Good.dll")!.ExtractToFile(Path.Combine(folder, "lib/net10.0/Contoso.Good.dll"), overwrite: true);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, ".nupkg.metadata"), note, TestContext.Current.CancellationToken);
        (await project.Build("--no-restore", "-p:ContinuousIntegrationBuild=true")).ShouldFail().ShouldPrint("error AIR6003").ShouldPrint("packages.lock.json");
    }

    [Fact]
    public async Task Package_from_another_feed_than_its_own_blocks()
    {
        var (own, other) = (new LocalFeed(gate, "private"), new LocalFeed(gate).Add("Contoso.Core", "1.0.0"));
        var project = Project(other, Policy($"\"sources\": [ {Json(other.Folder)}, {Json(gate.Feed)}, {Json($"Contoso.* {own.Folder}")} ],"), "Contoso.Core/1.0.0");

        (await project.Build()).ShouldFail().ShouldPrint("error AIR6004: Library Contoso.Core 1.0.0");

        project.Write("airlock.json", Policy($"\"sources\": [ {Json(gate.Feed)}, {Json($"Contoso.* {other.Folder}")} ],"));
        (await project.Build("--no-restore")).ShouldPass().ShouldNotPrint("AIR6004");
    }

    [Fact]
    public async Task Package_source_mapping_holds_for_what_is_in_the_package_folder_already()
    {
        var (own, other) = (new LocalFeed(gate, "private"), new LocalFeed(gate).Add("Contoso.Core", "1.0.0"));
        var project = Project(other, Policy(), "Contoso.Core/1.0.0");
        (await project.Build()).ShouldPass();

        other.Use(project, $"""
              <packageSourceMapping>
                <packageSource key="local"><package pattern="*" /></packageSource>
                <packageSource key="airlock"><package pattern="*" /></packageSource>
                <packageSource key="private"><package pattern="Contoso.*" /></packageSource>
              </packageSourceMapping>
              <packageSources><add key="private" value="{own.Folder}" /></packageSources>
            """);
        (await project.Build()).ShouldFail().ShouldPrint("error AIR6004: Library Contoso.Core 1.0.0");
    }

    [Fact]
    public async Task Look_alike_blocks()
    {
        var feed = new LocalFeed(gate).Add("Newtonsft.Json", "13.0.3").Add("Newtonsoft.Json", "13.0.3");
        var project = Project(feed, Policy(), "Newtonsft.Json/13.0.3");
        (await project.Build()).ShouldFail().ShouldPrint("error AIR6006: Library Newtonsft.Json 13.0.3").ShouldPrint("Newtonsoft.Json");

        project.Packages = ["Newtonsoft.Json/13.0.3"];
        (await project.WriteProject().Build()).ShouldPass().ShouldNotPrint("AIR6006");
    }

    [Fact]
    public async Task Signed_package_is_judged_by_signer_owner_and_age()
    {
        // A real package, with the signatures of its author and its repository.
        const string Package = "OpenAI";
        var version = Directory.GetDirectories(Path.Combine(PackedGate.PackageRoot, "openai")).Select(Path.GetFileName).Order(StringComparer.Ordinal).Last()!;
        var feed = new LocalFeed(gate).AddReal(Package, version);
        var project = Project(feed, Policy(), $"{Package}/{version}");
        project.Properties += "<DisableImplicitFrameworkReferences>false</DisableImplicitFrameworkReferences>";
        project.Packages = [$"{Package}/{version}"];
        AddDependencies(feed, Package, version);

        (await project.Build()).ShouldPass().ShouldNotPrint("AIR6005").ShouldNotPrint("AIR6007");

        project.Write("airlock.json", Policy("\"signers\": [ \"OpenAI owner:nobody\" ],"));
        (await project.Build("--no-restore")).ShouldPass().ShouldPrint("warning AIR6005: Library OpenAI");

        project.Write("airlock.json", Policy("\"minimumAgeDays\": 36500,"));
        (await project.Build("--no-restore")).ShouldPass().ShouldPrint("warning AIR6007: Library OpenAI");
    }

    [Fact]
    public async Task Known_vulnerability_blocks_until_it_is_fixed_or_cleared()
    {
        var feed = new LocalFeed(gate).Add("Contoso.Old", "1.0.0").Add("Contoso.Old", "1.0.1");
        var project = Project(feed, Policy(), "Contoso.Old/1.0.0");
        project.Write("advisories/GHSA-0000-0000-0001.json", """
            { "id": "GHSA-0000-0000-0001", "modified": "2026-01-01T00:00:00Z", "database_specific": { "severity": "HIGH" },
              "affected": [ { "package": { "ecosystem": "NuGet", "name": "Contoso.Old" },
                "ranges": [ { "type": "ECOSYSTEM", "events": [ { "introduced": "0" }, { "fixed": "1.0.1" } ] } ] } ] }
            """);
        (await project.Build()).ShouldFail().ShouldPrint("error AIR6002: Library Contoso.Old 1.0.0").ShouldPrint("GHSA-0000-0000-0001").ShouldPrint("1.0.1");

        project.Write("vex.json", """
            { "@context": "https://openvex.dev/ns/v0.2.0", "@id": "urn:uuid:1", "author": "security", "timestamp": "2026-01-02T00:00:00Z", "version": 1,
              "statements": [ { "vulnerability": { "name": "GHSA-0000-0000-0001" }, "products": [ { "@id": "pkg:nuget/Contoso.Old@1.0.0" } ],
                "status": "not_affected", "justification": "vulnerable_code_not_in_execute_path" } ] }
            """);
        project.Write("airlock.json", """{ "libraries": { "vulnerabilities": { "databases": ["advisories"], "vex": ["vex.json"] } } }""");
        (await project.Build("--no-restore")).ShouldPass().ShouldNotPrint("AIR6002");
        Assert.Contains("AIR6002", project.SarifRules());

        project.Write("airlock.json", Policy());
        project.Packages = ["Contoso.Old/1.0.1"];
        project.WriteProject();
        (await project.Build()).ShouldPass().ShouldNotPrint("AIR6002");
    }

    [Fact]
    public async Task What_the_audit_of_NuGet_says_counts_and_what_is_kept_from_it_is_said()
    {
        var feed = new LocalFeed(gate).Add(PackedGate.VulnerablePackage, "1.0.0").Add(PackedGate.VulnerablePackage, "2.0.0");
        var project = Project(feed, "{}", $"{PackedGate.VulnerablePackage}/1.0.0");

        (await project.Build()).ShouldFail().ShouldPrint($"error AIR6002: Library {PackedGate.VulnerablePackage} 1.0.0").ShouldPrint("GHSA-aaaa-bbbb-cccc");
        (await project.Build("-p:NuGetAudit=false")).ShouldPass().ShouldNotPrint("AIR6002").ShouldPrint("warning AIR9004").ShouldPrint("NuGetAudit=false");
        (await project.Build("-p:NuGetAudit=false", "-p:AirlockProfile=strict")).ShouldFail().ShouldPrint("error AIR9004");
        (await project.Build("-p:NuGetAuditLevel=critical")).ShouldPass().ShouldPrint("warning AIR9004").ShouldPrint("NuGetAuditLevel=critical");

        project.Packages = [$"{PackedGate.VulnerablePackage}/2.0.0"];
        (await project.WriteProject().Build()).ShouldPass().ShouldNotPrint(" AIR");
    }

    [Fact]
    public async Task Audit_without_data_is_said()
    {
        var project = Project(new LocalFeed(gate).Add("Contoso.Good", "1.0.0"), "{}", "Contoso.Good/1.0.0");
        project.Write("nuget.config", File.ReadAllText(Path.Combine(project.Folder, "nuget.config")).Replace("<config>", "<auditSources><clear /></auditSources>\n<config>", StringComparison.Ordinal));

        (await project.Build()).ShouldPass().ShouldPrint("warning AIR9004: There is no audit data for App");
        (await project.Build("-p:AirlockProfile=strict")).ShouldFail().ShouldPrint("error AIR9004: There is no audit data for App");
    }

    [Fact]
    public async Task Licence_is_weighed_by_its_expression()
    {
        var feed = new LocalFeed(gate)
            .Add("Contoso.Choice", "1.0.0", "<license type=\"expression\">MIT OR GPL-3.0-only</license>")
            .Add("Contoso.Both", "1.0.0", "<license type=\"expression\">MIT AND GPL-3.0-only</license>");
        var project = Project(feed, Policy("\"licences\": [ \"MIT\" ],"), "Contoso.Choice/1.0.0", "Contoso.Both/1.0.0");

        var result = (await project.Build()).ShouldPass().ShouldPrint("warning AIR6009: Library Contoso.Both 1.0.0");
        result.ShouldNotPrint("Contoso.Choice 1.0.0 has");

        project.Write("airlock.json", Policy("\"licences\": [ \"MIT\" ],", """ "exceptions": [ { "rule": "AIR6009", "package": "Contoso.Both@1.0.0", "reason": "bought", "owner": "legal" } ],"""));
        (await project.Build("--no-restore")).ShouldPass().ShouldNotPrint("AIR6009");
    }

    [Fact]
    public async Task Feed_is_asked_where_policy_allows_it()
    {
        var packages = new LocalFeed(gate).Add("Contoso.Old", "1.0.0").Add("Contoso.Old", "2.0.0");
        using var feed = new LoopbackFeed(packages);
        feed.Facts["contoso.old/1.0.0"] = $$"""
            "published": "{{DateTime.UtcNow.AddDays(-3):yyyy-MM-dd}}T00:00:00Z", "deprecation": { "reasons": [ "Legacy" ], "message": "use the new one", "alternatePackage": { "id": "Contoso.New", "range": "*" } }
            """;
        feed.Facts["contoso.old/2.0.0"] = "\"published\": \"2020-01-01T00:00:00Z\"";
        var project = Project(packages, "{}", "Contoso.Old/1.0.0");
        packages.Use(project, address: feed.Address);
        (await project.Build()).ShouldPass().ShouldNotPrint("AIR6008");

        project.Write("airlock.json", """{ "libraries": { "network": true, "minimumAgeDays": 14 }, "exceptions": [ { "rule": "AIR6007", "package": "Airlock", "reason": "made by this test", "owner": "tests" } ] }""");
        (await project.Build("--no-restore")).ShouldPass()
            .ShouldPrint("warning AIR6008: Library Contoso.Old 1.0.0").ShouldPrint("use the new one").ShouldPrint("Contoso.New").ShouldPrint("warning AIR6007: Library Contoso.Old 1.0.0");

        project.Packages = ["Contoso.Old/2.0.0"];
        (await project.WriteProject().Build()).ShouldPass().ShouldNotPrint("AIR6008").ShouldNotPrint("AIR6007");
    }

    [Fact]
    public async Task Code_at_build_time_is_told_in_strict_and_silent_once_vetted()
    {
        var feed = new LocalFeed(gate).Add(
            "Contoso.Build", "1.0.0", "", ("build/Contoso.Build.targets", "<Project><Target Name=\"X\" BeforeTargets=\"Build\"><Exec Command=\"echo hello\" /></Target></Project>"u8.ToArray()), ("lib/net10.0/_._", []));
        var project = Project(feed, Policy(), "Contoso.Build/1.0.0");

        (await project.Build("-p:AirlockProfile=strict")).ShouldPrint("warning AIR6010: Library Contoso.Build 1.0.0").ShouldPrint("echo hello").ShouldPrint("AIR6010: Library Airlock");
    }

    [Fact]
    public async Task Model_inside_is_scanned()
    {
        var feed = new LocalFeed(gate).Add("Contoso.Model", "1.0.0", "", ("content/weights.pkl", StartsProcess), ("lib/net10.0/_._", []));
        var project = Project(feed, Policy(), "Contoso.Model/1.0.0");

        (await project.Build()).ShouldFail().ShouldPrint("warning AIR6011: Library Contoso.Model 1.0.0").ShouldPrint("error AIR5006");
    }

    [Fact]
    public async Task Vetted_package_passes_an_allow_list_with_that_content_alone()
    {
        var feed = new LocalFeed(gate).Add("Contoso.Llm", "1.0.0");
        var project = Project(feed, Policy("\"allow\": [ \"Microsoft.*\" ],"), "Contoso.Llm/1.0.0");
        (await project.Build()).ShouldFail().ShouldPrint("error AIR6001: Library Contoso.Llm 1.0.0");

        var vetted = await Tool.Run(project.Folder, "vet", "Contoso.Llm@1.0.0", "--allow", "--reason", "looked at it", "--by", "Ann");
        vetted.ShouldPass().ShouldPrint("Contoso.Llm 1.0.0 is allowed by Ann");
        (await project.Build("--no-restore")).ShouldPass().ShouldNotPrint("AIR6001");
        (await Tool.Run(project.Folder, "log", "verify")).ShouldPass();

        // The lock alone says so: whoever edits it needs the record as well.
        File.Delete(Path.Combine(project.Folder, "airlock.log.jsonl"));
        (await project.Build("--no-restore")).ShouldFail().ShouldPrint("error AIR6001").ShouldPrint("does not hold that decision");
    }

    [Fact]
    public async Task Name_that_restore_does_not_find_is_free_to_squat()
    {
        var project = Project(new LocalFeed(gate), Policy(), "Contoso.Invented.Ai/1.0.0");
        project.AirlockReference = "";

        var result = await Tool.Run(project.WriteProject().Folder, "check");

        result.ShouldExit(4).ShouldPrint("block AIR6006").ShouldPrint("No feed of the project has a package named Contoso.Invented.Ai").ShouldPrint("App.csproj");
    }

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    // All zeros, and the same length with the same CRC-32: the polynomial itself, shifted, changes no remainder.
    private static byte[] Crc32Twin(int length)
    {
        var bytes = new byte[length];
        // x^32 + x^26 + … + 1 as the reflected bit string of CRC-32 (IEEE 802.3), from its first bit.
        ReadOnlySpan<int> terms = [0, 6, 9, 10, 16, 20, 21, 22, 24, 25, 27, 28, 30, 31, 32];
        foreach (var term in terms)
        {
            bytes[(8 + term) / 8] ^= (byte)(1 << ((8 + term) % 8));
        }

        return bytes;
    }

    // What a real package needs, as far as it is not in the framework, from the packages that the tests were restored with.
    private static void AddDependencies(LocalFeed feed, string id, string version)
    {
        var nuspec = File.ReadAllText(Path.Combine(PackedGate.PackageRoot, id.ToLowerInvariant(), version, id.ToLowerInvariant() + ".nuspec"));
        var framework = XDocument.Parse(nuspec).Descendants().Where(element => element.Name.LocalName == "group" && element.Attribute("targetFramework")?.Value == "net10.0");
        foreach (var dependency in framework.Elements())
        {
            var (name, range) = (dependency.Attribute("id")!.Value, dependency.Attribute("version")!.Value);
            if (File.Exists(feed.FileOf(name, range)))
            {
                continue;
            }

            var found = Directory.GetDirectories(Path.Combine(PackedGate.PackageRoot, name.ToLowerInvariant())).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal).Last();
            feed.AddReal(name, found);
            AddDependencies(feed, name, found);
        }
    }
}
