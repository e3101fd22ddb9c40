using System.Text;

namespace Airlock.EndToEnd.Tests;

/// <summary>Secrets in files beside the code: found in a real build, and shown nowhere.</summary>
public sealed class SecretTests(PackedGate gate)
{
    // Assembled here, so that no scanner takes this file for a leak.
    private const string Body = "Zk3Qv9Xw2Rt7Yp5Lm8Nc4Bd6Hs1Jg0Fa";

    private static string Key(int number) => $"{number}{Body}{(char)('a' + number)}7q";

    private static readonly (string File, string Text)[] Files =
    [
        ("appsettings.json", """{ "OpenAI": { "ApiKey": "@@" } }"""),
        ("appsettings.Development.json", "{\n  // mine\n  \"AzureOpenAI\": { \"ApiKey\": \"@@\", },\n}"),
        ("Properties/launchSettings.json", """{ "profiles": { "App": { "commandName": "Project", "environmentVariables": { "ANTHROPIC_API_KEY": "@@" } } } }"""),
        (".env", "GEMINI_API_KEY=@@\n"),
        (".vscode/mcp.json", """{ "servers": { "crm": { "command": "npx", "args": [ "-y", "crm@1.2.3", "--api-key", "@@" ] } } }"""),
        ("chat.ipynb", """{ "cells": [ { "cell_type": "code", "source": [ "openai_key = '@@'\n" ], "outputs": [] } ], "nbformat": 4 }"""),
        ("chat.dib", "#!csharp\nvar openAIKey = \"@@\";\n"),
        ("docker-compose.yml", "services:\n  chat:\n    environment:\n      - MISTRAL_API_KEY=@@\n"),
        ("deploy/secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: pinecone\ndata:\n  api-key: BASE64\n"),
        ("app.config", """<configuration><appSettings><add key="Cohere:ApiKey" value="@@" /></appSettings></configuration>"""),
        ("deploy.ps1", "$env:OPENAI_API_KEY = \"@@\"\n"),
    ];

    private TestProject Leaking()
    {
        var project = new TestProject(gate, "secrets") { Sdk = "Microsoft.NET.Sdk.Web" };
        project.Write("Program.cs", "WebApplication.CreateBuilder(args).Build().Run();");
        for (var i = 0; i < Files.Length; i++)
        {
            project.Write(Files[i].File, Files[i].Text.Replace("@@", Key(i)).Replace("BASE64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Key(i)))));
        }

        return project;
    }

    [Fact]
    public async Task Keys_in_every_kind_of_file_block_and_are_shown_nowhere()
    {
        var project = Leaking();

        var result = (await project.Build()).ShouldFail();

        Assert.Equal(Files.Length, result.PrintCount("error AIR4003"));
        result.ShouldPrint("appsettings.json(1,26): error AIR4003: OpenAI:ApiKey holds a credential of OpenAI:").ShouldPrint("cells[0].source");
        for (var i = 0; i < Files.Length; i++)
        {
            result.ShouldNotPrint(Key(i)[..12]);
        }

        var inputs = Files.Select(file => Path.GetFileName(file.File)).ToHashSet();
        foreach (var file in Directory.EnumerateFiles(project.Folder, "*", SearchOption.AllDirectories).Where(file => !inputs.Contains(Path.GetFileName(file))))
        {
            Assert.False(File.ReadAllText(file).Contains(Body[..12], StringComparison.Ordinal), file);
        }
    }

    [Fact]
    public async Task A_build_notices_a_key_that_comes_and_goes_and_an_exception_lets_one_through()
    {
        var project = new TestProject(gate, "secrets").Write("Program.cs", "System.Console.WriteLine();");
        project.Properties += "<OutputType>Exe</OutputType>";
        (await project.Build()).ShouldPass().ShouldNotPrint("AIR4003");

        project.Write(".vscode/mcp.json", """{ "servers": { "crm": { "command": "crm", "env": { "CRM_KEY": "@@" } } } }""".Replace("@@", Key(1)));
        (await project.Build("--no-restore")).ShouldFail().ShouldPrint("AIR4003");

        project.Write("airlock.json", """{ "exceptions": [ { "rule": "AIR4003", "path": ".vscode/*", "reason": "a test", "owner": "team-x" } ] }""");
        (await project.Build("--no-restore")).ShouldPass().ShouldNotPrint("AIR4003");

        project.Write("airlock.json", "{}").Write(".vscode/mcp.json", """{ "servers": { "crm": { "command": "crm", "env": { "CRM_KEY": "${input:key}" } } } }""");
        (await project.Build("--no-restore")).ShouldPass().ShouldNotPrint("AIR4003");
    }
}
