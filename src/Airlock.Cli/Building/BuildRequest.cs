using System.Collections.Immutable;

namespace Airlock.Cli.Building;

/// <summary>A build with the gate put into it from outside.</summary>
public sealed record BuildRequest
{
    /// <summary>The solution or project, absolute.</summary>
    public required string Target { get; init; }

    /// <summary>Policy file, absolute, or null for the nearest one upward from each project.</summary>
    public string? PolicyFile { get; init; }

    /// <summary>Profile for projects whose policy names none.</summary>
    public string? Profile { get; init; }

    /// <summary>Build configuration, as <c>Release</c>.</summary>
    public string? Configuration { get; init; }

    /// <summary>Whether packages are taken as they were restored before.</summary>
    public bool NoRestore { get; init; }

    /// <summary>Version of CycloneDX, as <c>1.6</c>.</summary>
    public string? BomFormat { get; init; }

    /// <summary>Formats of events beside those of the policy, or null.</summary>
    public string? EventFormats { get; init; }

    /// <summary>Whether the builds themselves send events, or null for what the policy says.</summary>
    public bool? SendEvents { get; init; }

    /// <summary>Further arguments of <c>dotnet build</c>.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>The command line of <c>dotnet</c>.</summary>
    /// <param name="gateFolder">Where the gate's targets, tasks and analyzers lie.</param>
    /// <param name="resultsFolder">Receives one <see cref="Core.GateResult"/> for each project and target framework.</param>
    public IEnumerable<string> CommandLine(string gateFolder, string resultsFolder)
    {
        yield return "build";
        yield return Target;
        yield return "-nologo";
        yield return "-tl:off";
        yield return "-v:m";
        yield return "-clp:NoSummary";
        if (Configuration is not null)
        {
            yield return "-c";
            yield return Configuration;
        }

        if (NoRestore)
        {
            yield return "--no-restore";
        }

        (string Name, string? Value)[] properties =
        [
            ("CustomAfterMicrosoftCommonTargets", Path.Combine(gateFolder, "build", "Airlock.Injected.targets")),
            ("AirlockResultsDirectory", resultsFolder),
            ("AirlockReportOnly", "true"),
            ("AirlockPolicyFile", PolicyFile),
            ("AirlockProfile", Profile),
            ("AirlockBomFormat", BomFormat),
            ("AirlockEvents", EventFormats),
            ("AirlockSendEvents", SendEvents is { } sends ? (sends ? "true" : "false") : null),
        ];
        foreach (var (name, value) in properties)
        {
            if (value is not null)
            {
                yield return $"-p:{name}={Escape(value)}";
            }
        }

        foreach (var argument in Arguments)
        {
            yield return argument;
        }
    }

    // MSBuild splits the values of its command line at ; and , and unescapes %.
    internal static string Escape(string value) => value
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
