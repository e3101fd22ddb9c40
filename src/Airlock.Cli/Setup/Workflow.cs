namespace Airlock.Cli.Setup;

/// <summary>A file by which a CI service runs the gate.</summary>
/// <param name="Service">The service, as the command line names it.</param>
/// <param name="Path">The file, relative to the repository, with <c>/</c>.</param>
/// <param name="Hint">What is left to do so that the service finds it; empty if nothing is.</param>
public sealed record Workflow(string Service, string Path, string Hint)
{
    /// <summary>What stands for no service.</summary>
    public const string None = "none";

    private const string Install = "dotnet tool install --global Airlock.Cli";

    /// <summary>All services.</summary>
    public static IReadOnlyList<Workflow> All { get; } =
    [
        new("github", ".github/workflows/airlock.yml", ""),
        new("azure", "airlock.azure-pipelines.yml", "name it as a template in azure-pipelines.yml: - template: airlock.azure-pipelines.yml"),
        new("gitlab", "airlock.gitlab-ci.yml", "include it in .gitlab-ci.yml: include: { local: airlock.gitlab-ci.yml }"),
    ];

    /// <summary>The text of the file.</summary>
    /// <param name="target">The solution or project, relative to the repository, with <c>/</c>.</param>
    /// <exception cref="ArgumentException">The path holds characters that a shell would not take as they are.</exception>
    public string Write(string target)
    {
        if (!target.All(character => char.IsLetterOrDigit(character) || "/._- ".Contains(character, StringComparison.Ordinal)))
        {
            throw new ArgumentException($"{target} can't stand in a command line of a CI service as it is");
        }

        var (doctor, check) = ($"airlock doctor \"{target}\"", $"airlock check \"{target}\" -c Release -- -p:ContinuousIntegrationBuild=true");
        return Service switch
        {
            "github" =>
                $$"""
                # Runs Airlock, the security gate for AI code, on every pull request. Written by airlock init; change it as you like.
                name: airlock

                on:
                  pull_request:
                  push:
                    branches: [main]

                permissions:
                  contents: read

                jobs:
                  gate:
                    runs-on: ubuntu-latest
                    steps:
                      - uses: actions/checkout@v5
                      - uses: actions/setup-dotnet@v5
                        with:
                          dotnet-version: 10.0.x
                      - run: {{Install}}
                      - run: dotnet restore "{{target}}"
                      - run: {{doctor}}
                      - run: {{check}}

                """,
            "azure" =>
                $$"""
                # Steps that run Airlock, the security gate for AI code. Written by airlock init; change them as you like.
                steps:
                  - task: UseDotNet@2
                    inputs:
                      version: 10.0.x
                  - script: {{Install}}
                  - script: dotnet restore "{{target}}"
                  - script: {{doctor}}
                  - script: {{check}}

                """,
            _ =>
                $$"""
                # A job that runs Airlock, the security gate for AI code. Written by airlock init; change it as you like.
                airlock:
                  image: mcr.microsoft.com/dotnet/sdk:10.0
                  script:
                    - {{Install}}
                    - export PATH="$PATH:$HOME/.dotnet/tools"
                    - dotnet restore "{{target}}"
                    - {{doctor}}
                    - {{check}}

                """,
        };
    }
}
