using System.Diagnostics;
using Airlock.Core.Findings;
using Airlock.Core.Policy;
using Airlock.Core.Secrets;
using Airlock.Tests;

namespace Airlock.Core.Tests.Secrets;

public sealed class ConfigurationSecretsTests : IDisposable
{
    private const string Unnamed = "X{40}";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<Finding> Run(params string[] delivered) =>
        ConfigurationSecrets.Run(_folder.Context(), Files(), [.. delivered.Select(file => Path.Combine(_folder.Path, file))], TestContext.Current.CancellationToken);

    private IReadOnlyList<string> Files(string project = "", params string[] items) =>
        ProjectTextFiles.Find(Path.GetFullPath(Path.Combine(_folder.Path, project)), _folder.Path, items.Select(item => Path.Combine(_folder.Path, item)), []);

    private IEnumerable<string> Names(string project = "", params string[] items) => Files(project, items).Select(file => Path.GetRelativePath(_folder.Path, file));

    private void Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData("appsettings.json", "{\n  // mine\n  \"OpenAI\": {\n    \"ApiKey\": \"@@\",\n  }\n}", "OpenAI:ApiKey", 4, 16)]
    [InlineData("appsettings.json", "{\r\n  \"OpenAI\": {\r\n    \"ApiKey\": \"@@\" } }", "OpenAI:ApiKey", 3, 16)]
    [InlineData("appsettings.json", "\uFEFF{ \"Clients\": [ {}, { \"OpenAIKey\": \"@@\" } ] }", "Clients:1:OpenAIKey", 1, 36)]
    [InlineData(".env", "A=b\nOPENAI_API_KEY=@@", "OPENAI_API_KEY", 2, 16)]
    [InlineData("settings.ini", "[OpenAI]\r\nApiKey = @@\r\n", "OpenAI:ApiKey", 2, 10)]
    [InlineData("values.yaml", "a: ü\n---\nopenai:\n  key: @@\n", "openai:key", 4, 8)]
    [InlineData("web.config", "<c>\n  <add key=\"OpenAI:ApiKey\"\n    value=\"@@\" />\n</c>", "c:add:OpenAI:ApiKey", 3, 12)]
    [InlineData("App.props", "<Project>\n  <OpenAIKey>@@</OpenAIKey>\n</Project>", "Project:OpenAIKey", 2, 14)]
    [InlineData("chat.ipynb", "{\n \"cells\": [\n {}, {\n \"cell_type\": \"code\",\n \"source\": [\n \"import os\\n\",\n \"openai_key = '@@'\\n\" ] } ] }", "cells[1].source:openai_key", 7, 17)]
    [InlineData("chat.ipynb", "{ \"cells\": [ { \"cell_type\": \"code\", \"source\": \"\",\n \"outputs\": [ {}, { \"data\": { \"text/plain\": [\n \"openai_key='@@'\" ] } } ] } ] }", "cells[0].outputs[1]:openai_key", 3, 15)]
    [InlineData("chat.dib", "#!csharp\n\nvar openAIKey = \"@@\";", "openAIKey", 3, 18)]
    [InlineData("run.sh", "#!/bin/sh\nexport OPENAI_API_KEY=@@\n", "OPENAI_API_KEY", 2, 23)]
    [InlineData("secret.yaml", "apiVersion: v1\nkind: Secret\ndata:\n  openai-key: B64\n", "data:openai-key", 4, 15)]
    public void A_finding_names_the_setting_and_its_place_and_shows_a_mask(string file, string text, string setting, int line, int column)
    {
        var key = ExampleKeys.Expand(Unnamed);
        _folder.Write(file, text.Replace("@@", key, StringComparison.Ordinal).Replace("B64", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(key)), StringComparison.Ordinal));

        var finding = Assert.Single(Run());

        Assert.Equal("AIR4003", finding.RuleId);
        Assert.Equal((file, line, column), (finding.Location.Path, finding.Location.Line, finding.Location.Column));
        Assert.Equal(setting, finding.Properties["setting"]);
        Assert.Equal("named", finding.Properties["format"]);
        Assert.StartsWith($"{setting} holds a credential of OpenAI: {key[..5]}…{key[^4..]}. Whoever gets this file", finding.Message, StringComparison.Ordinal);
        Assert.Contains("environment variable OPENAI_API_KEY where it runs.", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, finding.ToString() + string.Join(' ', finding.Properties), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_a_key_is_masked_too()
    {
        var key = ExampleKeys.Expand("gsk_X{52}");
        _folder.Write("appsettings.json", $$"""{ "{{key}}": { "OpenAI": { "ApiKey": "{{ExampleKeys.Expand(Unnamed)}}" } } }""");

        var findings = Run();

        Assert.Equal(2, findings.Count);
        Assert.DoesNotContain(findings, finding => (finding + string.Join(' ', finding.Properties)).Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public void Several_keys_of_a_line_and_the_same_key_on_two_lines_are_findings_of_their_own()
    {
        var (one, other) = (ExampleKeys.Expand("gsk_X{52}", 1), ExampleKeys.Expand("hf_X{34}", 2));
        _folder.Write("notes.txt", $"{one} and {other}\n{one}\n");

        Assert.Equal([(1, "Groq"), (1, "Hugging Face"), (2, "Groq")], Run().Select(finding => (finding.Location.Line, finding.Properties["provider"])));
    }

    [Fact]
    public void A_file_full_of_keys_says_how_many_it_holds()
    {
        _folder.Write("keys.txt", string.Join('\n', Enumerable.Range(1, 60).Select(seed => ExampleKeys.Expand("gsk_X{52}", seed))));

        var findings = Run();

        Assert.Equal(50, findings.Count);
        Assert.All(findings, finding => Assert.EndsWith("This file holds 10 more.", finding.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1", "OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==")]
    [InlineData("C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEH", "LM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==")]
    public void Keys_that_documentation_prints_are_silent(string head, string tail)
    {
        _folder.Write("appsettings.json", $$"""{ "AI": { "Store": "AccountName=devstoreaccount1;AccountKey={{head}}{{tail}}", "Key": "{{head}}{{tail}}" } }""");

        Assert.Empty(Run());
    }

    [Theory]
    [InlineData(".env", true)]
    [InlineData("kept.env", false)]
    public void What_Git_ignores_and_nobody_gets_is_a_note(string file, bool isIgnored)
    {
        Git("init", "-q");
        _folder.Write(".gitignore", "*.env\n");
        _folder.Write(".env", $"OPENAI_API_KEY={ExampleKeys.Expand(Unnamed, 1)}");
        _folder.Write("kept.env", $"OPENAI_API_KEY={ExampleKeys.Expand(Unnamed, 2)}");
        Git("add", "-f", "kept.env");

        var finding = Assert.Single(Run(), finding => finding.Location.Path == file);

        Assert.Equal(isIgnored ? "note" : null, finding.Properties.GetValueOrDefault(PolicyVerdict.WeightProperty));
        Assert.Equal(isIgnored, finding.Message.Contains("Git ignores this file", StringComparison.Ordinal));
        Assert.DoesNotContain(Run(".env"), finding => finding.Properties.ContainsKey(PolicyVerdict.WeightProperty));
    }

    [Fact]
    public void What_is_too_large_is_said()
    {
        _folder.Write("big.json", new string(' ', ConfigurationSecrets.MaximumSize + 1));

        var finding = Assert.Single(Run());

        Assert.Equal(("AIR9004", "note"), (finding.RuleId, finding.Properties[PolicyVerdict.WeightProperty]));
        Assert.Contains("big.json", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Binary_files_and_UTF_16_are_told_apart()
    {
        var text = $"OPENAI_API_KEY={ExampleKeys.Expand(Unnamed)}";
        File.WriteAllBytes(Path.Combine(_folder.Path, "a.txt"), [0, .. System.Text.Encoding.UTF8.GetBytes(ExampleKeys.Expand("gsk_X{52}"))]);
        File.WriteAllText(Path.Combine(_folder.Path, "b.env"), text, System.Text.Encoding.Unicode);

        Assert.Equal("b.env", Assert.Single(Run()).Location.Path);
    }

    [Fact]
    public void The_files_of_a_project_are_found_and_others_are_left_out()
    {
        string[] expected = [".env", ".vscode/mcp.json", "deploy/k8s.yaml", "docker-compose.yml", "src/App/.cursor/mcp.json", "src/App/App.csproj", "src/App/Properties/launchSettings.json", "src/App/notebooks/a.ipynb"];
        string[] others =
        [
            "src/App/bin/Debug/appsettings.json", "src/App/obj/project.assets.json", "src/App/node_modules/x/config.json", "src/App/.git/config.json", "src/App/Other/Other.csproj", "src/App/Other/appsettings.json",
            "src/App/airlock.json", "src/App/packages.lock.json", "src/App/model.onnx", "src/App/picture.png", "README.md", "appsettings.json", "src/Sibling/.env", "src/App/.hidden/.env",
        ];
        foreach (var file in expected.Concat(others))
        {
            _folder.Write(file, "text");
        }

        Assert.Equal(expected.Order(StringComparer.Ordinal), Names("src/App", "deploy/k8s.yaml", "src/App/bin/Debug/appsettings.json"));
    }

    [Fact]
    public void Links_are_not_followed()
    {
        _folder.Write("elsewhere/.env", "A=b");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "app"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "app", "linked"), Path.Combine(_folder.Path, "elsewhere"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "app", ".env"), Path.Combine(_folder.Path, "elsewhere", ".env"));

        Assert.Empty(Names("app"));
    }
}
