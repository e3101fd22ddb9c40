using System.Collections.Concurrent;
using System.Collections.Immutable;
using Airlock.Analyzers.Configuration;
using Airlock.Analyzers.Tools;
using Airlock.Shared.Json;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Rules;

/// <summary>AIR2007: an MCP server is a package that is fetched when it is started, in whatever version there is then.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR2007UnpinnedServerAnalyzer : AirlockAnalyzer
{
    internal const string Id = "AIR2007";

    /// <summary>Properties of a finding in code, by which a fix can pin the package.</summary>
    internal const string WrittenProperty = "written", NameProperty = "name", SeparatorProperty = "separator", EcosystemProperty = "ecosystem";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "MCP server started from an unpinned package",
        "{0} runs whatever {1} of {2} the {3} serves when the MCP server starts: its tools then act with the agent's rights. Pin it: {4}.",
        "Airlock.Agent",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + Id + ".md",
        customTags: ["CWE-829", "OWASP-LLM03:2025", "OWASP-LLM04:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock)
    {
        var servers = new ServerLaunches(airlock);

        // Two transports may start the same server, whose package is written once.
        var reported = new ConcurrentDictionary<SyntaxNode, bool>();
        start.RegisterOperationAction(context => Report(servers.SetBy((ISimpleAssignmentOperation)context.Operation), reported, context.ReportDiagnostic), OperationKind.SimpleAssignment);
        start.RegisterOperationAction(context => Report(servers.TalkedToBy((IObjectCreationOperation)context.Operation), reported, context.ReportDiagnostic), OperationKind.ObjectCreation);

        // Settings name commands of many kinds; those of servers stand where servers are spoken of.
        var isClient = start.Compilation.ReferencedAssemblyNames.Any(assembly => assembly.Name.StartsWith("ModelContextProtocol", StringComparison.Ordinal));
        start.RegisterAdditionalFileAction(context =>
        {
            foreach (var file in airlock.Configuration.All.Where(file => file.File == context.AdditionalFile && (isClient || !file.IsSettings || file.Mentions("mcp"))))
            {
                Report(file, context);
            }
        });
    }

    private static void Report(
        IEnumerable<(PackageLaunch Launch, SyntaxNode Place)> launches, ConcurrentDictionary<SyntaxNode, bool> reported, Action<Diagnostic> report)
    {
        foreach (var (launch, place) in launches)
        {
            if (!launch.IsPinned && reported.TryAdd(place, true))
            {
                var properties = ImmutableDictionary<string, string?>.Empty
                    .Add(WrittenProperty, launch.Written)
                    .Add(NameProperty, launch.Package.Name)
                    .Add(SeparatorProperty, launch.Package.Separator)
                    .Add(EcosystemProperty, launch.Ecosystem.ToString());
                report(Finding(launch, WrittenLocation.Of(place), properties));
            }
        }
    }

    private static void Report(ConfigurationFile file, AdditionalFileAnalysisContext context)
    {
        foreach (var (launch, place) in file.Objects().SelectMany(ConfiguredServer.LaunchesOf))
        {
            if (!launch.IsPinned)
            {
                context.ReportDiagnostic(Finding(launch, file.LocationOf(place), ImmutableDictionary<string, string?>.Empty));
            }
        }
    }

    private static Diagnostic Finding(PackageLaunch launch, Location place, ImmutableDictionary<string, string?> properties)
    {
        var package = launch.Package;
        var pin = package.Kind switch
        {
            "image" => package.Name + "@sha256:<digest>",
            "commit" => package.With("<commit>"),
            _ => package.With("<version>"),
        };
        return Diagnostic.Create(
            Rule, place, properties, launch.Launcher.FullName, package.Kind, launch.Written, package.Kind == "commit" ? "repository" : "registry", pin);
    }
}
