using System.Text;
using System.Text.Json;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.BuildCode;
using CsCheck;

namespace Airlock.Core.Tests.Libraries.BuildCode;

public sealed class PackageBuildCodeTests
{
    private const string Targets = "build/Contoso.Tool.targets";

    private static readonly byte[] Sound = Encoding.UTF8.GetBytes("""
        <Project>
          <PropertyGroup><Tool>$(MSBuildThisFileDirectory)../tools/t.dll</Tool></PropertyGroup>
          <UsingTask TaskName="T" AssemblyFile="$(Tool)" />
          <Import Project="$(MSBuildThisFileDirectory)more.targets" />
          <Target Name="A" BeforeTargets="Build"><Exec Command="curl $([System.IO.File]::ReadAllText('a'))" /></Target>
        </Project>
        """);

    /// <summary>What stands in a targets file, and what it makes run, each trait as kind and text.</summary>
    public static TheoryData<string, string[]> Written => new()
    {
        { "<Target Name='A'><Exec Command='curl  -s\nhttps://example.com' /></Target>", ["exec: \"curl -s https://example.com\""] },
        { "<Target Name='A'><Microsoft.Build.Tasks.exec command='ls' /></Target>", ["exec: \"ls\""] },
        { "<PropertyGroup><PostBuildEvent>del x</PostBuildEvent></PropertyGroup>", ["exec: PostBuildEvent=\"del x\""] },
        { "<Choose><When Condition='true'><PropertyGroup><CscToolPath>x</CscToolPath></PropertyGroup></When></Choose>", ["exec: CscToolPath=\"x\""] },
        { "<Target Name='A'><DownloadFile SourceUrl='https://example.com/a.exe' /></Target>", ["download: \"https://example.com/a.exe\""] },
        { "<UsingTask TaskName='T' TaskFactory='RoslynCodeTaskFactory' AssemblyFile='$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll'><Task><Code>x</Code></Task></UsingTask>", ["inline-task: T"] },
        { "<UsingTask TaskName='N.T' AssemblyFile='$(MSBuildThisFileDirectory)..\\tools\\t.dll' />", ["compiled-task: N.T from tools/t.dll"] },
        { "<UsingTask TaskName='T' AssemblyName='Contoso.Tasks, Version=1.0.0.0' />", ["compiled-task: T from Contoso.Tasks"] },
        { "<UsingTask TaskName='T' AssemblyName='Microsoft.Build.Tasks.Core, Version=15.1.0.0' />", [] },
        { "<UsingTask TaskName='T' AssemblyFile='$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll' />", [] },
        { "<PropertyGroup><A>$([System.IO.File]::ReadAllText('x'))</A></PropertyGroup>", ["property-function: System.IO.File::ReadAllText (files)"] },
        { "<PropertyGroup Condition=\"$([System.IO.File]::Exists('x'))\" />", [] },
        { "<PropertyGroup><A>$( [microsoft.win32.registry]::GetValue('x', 'y'))</A></PropertyGroup>", ["property-function: microsoft.win32.registry::GetValue (registry)"] },
        { "<PropertyGroup><A>$(registry:HKEY_LOCAL_MACHINE\\Software\\A@B)</A></PropertyGroup>", ["property-function: registry:HKEY_LOCAL_MACHINE\\Software\\A (registry)"] },
        { "<PropertyGroup><A>$([System.Net.WebClient]::new())</A></PropertyGroup>", ["property-function: System.Net.WebClient::new (network)"] },
        { "<PropertyGroup><A>$([System.Environment]::GetEnvironmentVariable('TOKEN'))</A></PropertyGroup>", ["property-function: System.Environment::GetEnvironmentVariable (environment)"] },
        { "<PropertyGroup><A>$([System.IO.Path]::Combine('a', 'b')) $([MSBuild]::NormalizePath('a'))</A></PropertyGroup>", [] },
        { "<ItemGroup><A Include='$([System.IO.File]::ReadAllText(x))'><B>$([System.IO.File]::ReadAllLines(x))</B></A></ItemGroup>", ["property-function: System.IO.File::ReadAllText (files)", "property-function: System.IO.File::ReadAllLines (files)"] },
        { "<Import Project='https://example.com/a.targets' />", ["import-outside: https://example.com/a.targets"] },
        { "<Import Project='$(MSBuildThisFileDirectory)../../../other/1.0/a.targets' />", ["import-outside: $(MSBuildThisFileDirectory)../../../other/1.0/a.targets"] },
        { "<Import Project='%2e%2e/%2e%2e/a.targets' />", ["import-outside: %2e%2e/%2e%2e/a.targets"] },
        { "<Import Project='/etc/a.targets' />", ["import-outside: /etc/a.targets"] },
        { "<Import Project='$(UserProfile)/a.targets' />", ["import-outside: $(UserProfile)/a.targets"] },
        { "<PropertyGroup><P>\\\\host\\share\\</P></PropertyGroup><Import Project='$(P)more.targets' />", ["import-outside: $(P)more.targets"] },
        { "<Import Project='Sdk.props' Sdk='Contoso.Sdk/1.0' />", ["import-outside: SDK Contoso.Sdk/1.0"] },
        { "<Sdk Name='Contoso.Sdk' />", ["import-outside: SDK Contoso.Sdk"] },
        { "<PropertyGroup><CustomAfterMicrosoftCommonTargets>/a.targets</CustomAfterMicrosoftCommonTargets></PropertyGroup>", ["import-outside: /a.targets"] },
        { "<Import Project='absent.targets' Condition=\"Exists('absent.targets')\" />", [] },
        { "<Import Project='more.targets' />", ["exec: \"more\""] },
        { "<Import Project='$([System.IO.Path]::Combine($(MSBuildThisFileDirectory), more.targets))' />", ["exec: \"more\""] },
        { "<Import Project='$(MSBuildThisFileDirectory)..\\build\\m*.targets' />", ["exec: \"more\""] },
        { "<PropertyGroup><D>$(MSBuildThisFileDirectory)</D><F>$(D)more</F></PropertyGroup><Import Project='$(F).targets' />", ["exec: \"more\""] },
        { "<Target Name='A'><MSBuild Projects='$(MSBuildThisFileDirectory)more.targets' /></Target>", ["exec: \"more\""] },
        { "<Import Project='../docs/hidden.txt' />", ["download: \"https://example.com/hidden\""] },
        { "<ItemGroup><Analyzer Include='$(MSBuildThisFileDirectory)../tools/a.dll' /></ItemGroup>", ["analyzer: a.dll"] },
        { "<ItemGroup><Analyzer Include='/tmp/a.dll' /></ItemGroup>", ["analyzer: /tmp/a.dll"] },
        { "<ItemGroup><Analyzer Remove='@(Analyzer)' /><None Include='a.txt' /></ItemGroup>", [] },
        { "<PropertyGroup><Exec>x</Exec></PropertyGroup><ItemGroup><Exec Include='x' /></ItemGroup>", [] },
        { "<!-- <Import Project='/a.targets' /> --><Target Name='A'><Message Text='Exec' /><Copy SourceFiles='a' DestinationFolder='b' /></Target>", [] },
        { "<Target Name='A'><Exec Command='a' /></Target", ["exec: \"a\"", "unreadable: it is no XML that can be read to the end"] },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void What_a_targets_file_runs_is_known(string content, string[] traits)
    {
        using var package = Base().With(Targets, $"<Project>{content}</Project>");

        Assert.Equal(traits.Order(StringComparer.Ordinal), Runs(package).Select(trait => $"{trait.Kind}: {trait.Text}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Places_are_those_of_the_tags()
    {
        using var package = Base().With(Targets, "<Project>\n  <Target Name='A'>\n    <Exec Command='a' />\n  </Target>\n</Project>");

        Assert.Equal($"{Targets}(3,5)", Assert.Single(Runs(package)).Place);
    }

    [Fact]
    public void A_document_type_hides_nothing()
    {
        using var package = Base().With(Targets, "<!DOCTYPE Project [ <!ENTITY a 'b'> ]><Project><Target Name='A'><Exec Command='a' /></Target></Project>");

        Assert.Equal("exec", Assert.Single(Runs(package)).Kind);
    }

    [Fact]
    public void The_encoding_that_a_file_claims_hides_nothing()
    {
        using var package = Base().With(Targets, "<?xml version='1.0' encoding='utf-7'?><Project><Target Name='A'><Exec Command='a' /></Target></Project>");

        Assert.Equal("exec", Assert.Single(Runs(package)).Kind);
    }

    [Fact]
    public void What_restore_did_not_select_does_not_run()
    {
        using var package = new WrittenPackage { BuildFiles = [] }.With(Targets, "<Project><Target Name='A'><Exec Command='a' /></Target></Project>");

        Assert.Empty(Runs(package));
        Assert.Equal(["exec"], Read(package).Kinds);
    }

    [Theory]
    [InlineData("analyzers/dotnet/cs/a.dll", true)]
    [InlineData("analyzers/a.dll", true)]
    [InlineData("analyzers/dotnet/roslyn4.4/cs/a.dll", true)]
    [InlineData("analyzers/dotnet/fs/a.dll", true)] // Measured: the SDK hands it to the compiler of C#.
    [InlineData("analyzersFoo/a.dll", true)]
    [InlineData("analyzers/dotnet/vb/a.dll", false)]
    [InlineData("analyzers/dotnet/cs/de/a.resources.dll", false)]
    [InlineData("Analyzers/dotnet/cs/a.dll", false)]
    [InlineData("lib/net10.0/a.dll", false)]
    public void Analyzers_run_by_their_place(string file, bool runs)
    {
        using var package = new WrittenPackage().With(file, TestAssembly.Analyzer());

        Assert.Equal(runs ? ["analyzer: a.dll"] : [], Runs(package).Select(trait => $"{trait.Kind}: {trait.Text}"));
    }

    [Fact]
    public void Analyzers_and_generators_are_told_apart_by_attributes()
    {
        using var package = new WrittenPackage()
            .With("analyzers/dotnet/cs/a.dll", TestAssembly.Analyzer())
            .With("analyzers/dotnet/cs/g.dll", TestAssembly.Generator())
            .With("analyzers/dotnet/cs/fixes.dll", TestAssembly.With(["Microsoft.CodeAnalysis.CodeFixes.ExportCodeFixProviderAttribute"], "System.Diagnostics.Process.Start"));

        Assert.Equal(["analyzer a.dll", "process-in-analyzer fixes.dll", "generator g.dll"], Runs(package).Select(trait => $"{trait.Kind} {trait.Text}"));
    }

    [Fact]
    public void Code_fixes_alone_do_not_run()
    {
        using var package = new WrittenPackage().With("analyzers/dotnet/cs/fixes.dll", TestAssembly.With([], "System.Diagnostics.Process.Start", "System.Net.Http.HttpClient.GetAsync"));

        Assert.Empty(Runs(package));
    }

    [Theory]
    [InlineData("System.Net.Http.HttpClient.GetAsync", "network-in-analyzer")]
    [InlineData("System.Net.WebClient.DownloadFile", "network-in-analyzer")]
    [InlineData("System.Net.Sockets.TcpClient.Connect", "network-in-analyzer")]
    [InlineData("System.Diagnostics.Process.Start", "process-in-analyzer")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess", null)]
    [InlineData("System.Net.WebUtility.HtmlEncode", null)]
    [InlineData("Contoso.HttpClient.GetAsync", null)]
    public void Effects_of_an_analyzer_are_seen_in_the_members_it_uses(string member, string? kind)
    {
        using var package = new WrittenPackage().With("analyzers/dotnet/cs/a.dll", TestAssembly.Analyzer(member));

        Assert.Equal(kind is null ? ["analyzer"] : ["analyzer", kind], Runs(package).Select(trait => trait.Kind));
    }

    [Fact]
    public void A_task_loads_what_lies_beside_it()
    {
        using var package = Base()
            .With(Targets, "<Project><UsingTask TaskName='T' AssemblyFile='../tools/net/t.dll' /></Project>")
            .With("tools/net/t.dll", TestAssembly.With([], "Microsoft.Build.Utilities.ToolTask..ctor"))
            .With("tools/net/http.dll", TestAssembly.With([], "System.Net.Http.HttpClient.GetAsync"))
            .With("tools/other/http.dll", TestAssembly.With([], "System.Net.Http.HttpClient.GetAsync"));

        Assert.Equal(
            ["compiled-task T from tools/net/t.dll", "network-in-task http.dll", "process-in-task t.dll"],
            Runs(package).Select(trait => $"{trait.Kind} {trait.Text}"));
    }

    [Theory]
    [InlineData("tools/install.ps1", "install-script")]
    [InlineData("tools/init.ps1", "install-script")]
    [InlineData("Sdk/Sdk.props", "sdk")]
    [InlineData("build/native/a.so", "native")]
    public void What_does_not_run_by_itself_is_noted_and_not_reported(string file, string kind)
    {
        using var package = new WrittenPackage().With(file, "<Project />");

        Assert.Equal([kind], Read(package).Kinds);
        Assert.Empty(Runs(package));
    }

    [Fact]
    public void A_library_has_nothing()
    {
        using var package = new WrittenPackage()
            .With("lib/net10.0/Contoso.Tool.dll", TestAssembly.With([], "System.Net.Http.HttpClient.GetAsync"))
            .With("lib/net10.0/Contoso.Tool.xml", "<doc />")
            .With("README.md", "# Exec");

        Assert.Same(PackageBuildCode.None, Read(package));
    }

    [Fact]
    public void Files_that_cannot_be_read_are_named()
    {
        using var package = Base()
            .With(Targets, new byte[MSBuildFile.MaximumLength + 1])
            .With("analyzers/dotnet/cs/a.dll", [(byte)'M', (byte)'Z', 1, 2, 3]);

        Assert.Equal(["analyzers/dotnet/cs/a.dll", Targets], Runs(package).Where(trait => trait.Kind == "unreadable").Select(trait => trait.File));
    }

    [Fact]
    public void The_record_goes_through_JSON()
    {
        using var package = Base().With(Targets, Sound).With("analyzers/a.dll", TestAssembly.Analyzer("System.Net.Http.HttpClient.GetAsync"));
        var code = Read(package);

        var text = JsonSerializer.Serialize(code);
        var again = JsonSerializer.Deserialize<PackageBuildCode>(text)!;

        Assert.Equal(text, JsonSerializer.Serialize(again));
        Assert.Equal(code.Traits, again.Traits);
        Assert.Equal(code.RunsIn(package.Restored().Node), again.RunsIn(package.Restored().Node));
        Assert.NotEmpty(again.Traits);
    }

    [Fact]
    public void Every_kind_has_a_row_and_words()
    {
        Assert.All(BuildTraitKind.All, kind => Assert.True(kind.One.Length > 2 && kind.Many.Length > 2));
        Assert.Equal(BuildTraitKind.All.Count, BuildTraitKind.All.Select(kind => kind.Name).Distinct().Count());
        var constants = typeof(BuildTraitKind).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(constants.Order(StringComparer.Ordinal), BuildTraitKind.All.Select(kind => kind.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_row_of_MSBuild_is_found()
    {
        foreach (var row in EmbeddedTable.Rows("build-constructs.tsv"))
        {
            var (construct, name, attribute, meaning) = (row[0], row[1], row[2], row[3]);
            var content = construct switch
            {
                "task" => $"<Target Name='A'><{name} {attribute}='/more.targets' /></Target>",
                "property" => $"<PropertyGroup><{name}>/more.targets</{name}></PropertyGroup>",
                "item" => $"<ItemGroup><{name} {attribute}='/a.dll' /></ItemGroup>",
                _ => $"<UsingTask TaskName='T' TaskFactory='{name}' AssemblyFile='a.dll' />",
            };
            var file = MSBuildFile.Read("a.targets", Encoding.UTF8.GetBytes($"<Project>{content}</Project>"));
            Assert.True(meaning is "import" or "project" or "analyzer" ? file.References.Count == 1 : file.Traits.Single().Kind == meaning, string.Join(' ', row));
        }
    }

    [Fact]
    public void Every_row_of_property_functions_is_found()
    {
        foreach (var row in EmbeddedTable.Rows("property-functions.tsv"))
        {
            var (type, member, effect) = (row[0].Replace(".*", ".Anything", StringComparison.Ordinal), row[1] == "*" ? "Anything" : row[1], row[2]);
            Assert.Equal(effect.Length == 0 ? [] : [$"{type}::{member} ({effect})"], PropertyFunctions.In($"a $([{type}]::{member}('x')) b"));
        }
    }

    [Fact]
    public void Every_row_of_effects_is_found()
    {
        foreach (var row in EmbeddedTable.Rows("assembly-effects.tsv"))
        {
            var member = $"{row[0]}.{(row[1] == "*" ? "Anything" : row[1])}.{(row[2] == "*" ? "Anything" : row[2])}";
            var effects = AssemblyEffects.Read(Airlock.Core.Models.Scanning.ByteSource.Of(TestAssembly.Analyzer(member)));
            Assert.Single(row[3] == "network" ? effects.Network : effects.Processes);
        }
    }

    [Fact]
    public void Damage_does_no_harm() => Gen.Select(Gen.Int[0, Sound.Length - 1].Array[1, 6], Gen.Byte.Array[6]).Sample((places, values) =>
    {
        var bytes = Sound.ToArray();
        for (var change = 0; change < places.Length; change++)
        {
            bytes[places[change]] = values[change];
        }

        using var package = Base().With(Targets, bytes);
        foreach (var trait in Runs(package))
        {
            Assert.NotEmpty(trait.Kind);
        }
    }, iter: 300);

    [Fact]
    public void Damaged_assemblies_do_no_harm()
    {
        var sound = TestAssembly.Analyzer("System.Net.Http.HttpClient.GetAsync");
        Gen.Select(Gen.Int[0, sound.Length - 1].Array[1, 6], Gen.Byte.Array[6]).Sample((places, values) =>
        {
            var bytes = sound.ToArray();
            for (var change = 0; change < places.Length; change++)
            {
                bytes[places[change]] = values[change];
            }

            AssemblyEffects.Read(Airlock.Core.Models.Scanning.ByteSource.Of(bytes));
        }, iter: 2000);
    }

    [Theory]
    [InlineData("$(")]
    [InlineData("$(A)")]
    [InlineData("$(A")]
    [InlineData("*")]
    [InlineData("$([System.IO.Path]::Combine($(A),$(A),$(A)))")]
    [InlineData("..\\")]
    public void Paths_made_to_take_long_are_given_up(string part)
    {
        var value = string.Concat(Enumerable.Repeat(part, 2000 / part.Length));
        var content = new StringBuilder("<Project><PropertyGroup>");
        for (var number = 0; number < 8; number++)
        {
            content.Append($"<A>{number}{value}</A>");
        }

        content.Append("</PropertyGroup>");
        for (var number = 0; number < 900; number++)
        {
            content.Append($"<Import Project='{value}{number}.targets' />");
        }

        using var package = Base().With(Targets, content.Append("</Project>").ToString());
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.NotEmpty(Runs(package));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    private static WrittenPackage Base() => new WrittenPackage()
        .With("build/more.targets", "<Project><Target Name='B'><Exec Command='more' /></Target></Project>")
        .With("docs/hidden.txt", "<Project><Target Name='C'><DownloadFile SourceUrl='https://example.com/hidden' /></Target></Project>")
        .With("tools/t.dll", TestAssembly.With([]))
        .With("tools/a.dll", TestAssembly.Analyzer());

    private static PackageBuildCode Read(WrittenPackage package) => PackageBuildCode.Read(package.Restored(), TestContext.Current.CancellationToken);

    private static IReadOnlyList<BuildTrait> Runs(WrittenPackage package) => Read(package).RunsIn(package.Restored().Node);
}
