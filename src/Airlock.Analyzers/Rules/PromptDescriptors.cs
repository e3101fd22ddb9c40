using System.Collections.Immutable;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Rules;

/// <summary>
/// AIR2001 to AIR2004: what flows into a prompt, and what flows on from a tool's arguments. The arguments of the messages are
/// the source, its line, and the sink.
/// </summary>
internal static class PromptDescriptors
{
    /// <summary>AIR2001: untrusted input in a system prompt.</summary>
    public static readonly DiagnosticDescriptor UntrustedInstructions = new(
        "AIR2001",
        "Untrusted input in a system prompt",
        "Text from {0} (line {1}) reaches {2}, which the model obeys as instructions; whoever wrote the text instructs the model. Keep instructions constant and hand the text over in the user role.",
        "Airlock.Prompt",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR2001.md",
        customTags: ["CWE-1427", "OWASP-LLM01:2025", "OWASP-LLM01:2026"]);

    /// <summary>AIR2002: untrusted input becomes a prompt template.</summary>
    public static readonly DiagnosticDescriptor UntrustedTemplate = new(
        "AIR2002",
        "Untrusted input becomes a prompt template",
        "Text from {0} (line {1}) reaches {2}, which runs it as a template; whoever wrote the text can call functions and set roles. Keep the template constant and pass the text as an argument.",
        "Airlock.Prompt",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR2002.md",
        customTags: ["CWE-1336", "OWASP-LLM01:2025", "OWASP-LLM01:2026"]);

    /// <summary>AIR2003: secret in a prompt.</summary>
    public static readonly DiagnosticDescriptor SecretInPrompt = new(
        "AIR2003",
        "Secret in a prompt",
        "The secret from {0} (line {1}) reaches {2}; a prompt leaves the program, is logged on its way, and can be talked out of the model. Keep the secret in the code that needs it.",
        "Airlock.Prompt",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR2003.md",
        customTags: ["CWE-200", "OWASP-LLM07:2025", "OWASP-LLM08:2026"]);

    /// <summary>AIR2004: tool argument reaches a dangerous operation.</summary>
    public static readonly DiagnosticDescriptor ToolArgument = new(
        "AIR2004",
        "Tool argument reaches a dangerous operation",
        "An argument of {0} (line {1}), which a model chooses, reaches {2}; a model can be steered by whoever writes into its context. Check the argument against what the tool is meant for, or offer a narrower tool.",
        "Airlock.Agent",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR2004.md",
        customTags: ["CWE-20", "OWASP-LLM06:2025", "OWASP-LLM03:2026"]);

    /// <summary>The descriptors of rules that follow a value.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfFlows { get; } = [UntrustedInstructions, UntrustedTemplate, SecretInPrompt, ToolArgument];
}
