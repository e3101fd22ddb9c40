using System.Collections.Immutable;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Rules;

/// <summary>
/// AIR1001 to AIR1016: what a model wrote reaches an operation that obeys it. The arguments of the messages are the source,
/// its line, and the sink.
/// </summary>
internal static class ModelOutputDescriptors
{
    private const string Category = "Airlock.LlmOutput";

    private const string Reason = "Text from {0} (line {1}) reaches {2}; a model's answer can be steered by whoever writes into its context";

    /// <summary>AIR1001: model output starts a process.</summary>
    public static readonly DiagnosticDescriptor Process = new(
        "AIR1001",
        "Model output starts a process",
        Reason + ". Choose the program and its arguments from a fixed list.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR1001.md",
        customTags: ["CWE-78", "OWASP-LLM05:2025", "OWASP-LLM10:2026"]);

    /// <summary>AIR1002: model output becomes SQL text.</summary>
    public static readonly DiagnosticDescriptor Sql = new(
        "AIR1002",
        "Model output becomes SQL text",
        Reason + ". Keep the statement constant and pass values as parameters.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR1002.md",
        customTags: ["CWE-89", "OWASP-LLM05:2025", "OWASP-LLM10:2026"]);

    /// <summary>AIR1003: model output is evaluated as code.</summary>
    public static readonly DiagnosticDescriptor CodeEvaluation = new(
        "AIR1003",
        "Model output is evaluated as code",
        Reason + ". Let the model choose among operations that the program offers, or run its code in a sandbox outside this process.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR1003.md",
        customTags: ["CWE-94", "OWASP-LLM05:2025", "OWASP-LLM10:2026"]);

    /// <summary>AIR1004: model output chooses a type, member or assembly.</summary>
    public static readonly DiagnosticDescriptor Reflection = new(
        "AIR1004",
        "Model output chooses a type, member or assembly",
        Reason + ". Look the name up in a fixed table of types or members.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR1004.md",
        customTags: ["CWE-470", "OWASP-LLM05:2025", "OWASP-LLM10:2026"]);

    /// <summary>AIR1005: model output becomes a file path.</summary>
    public static readonly DiagnosticDescriptor FilePath = new(
        "AIR1005",
        "Model output becomes a file path",
        Reason + ". Take the file name alone (Path.GetFileName), or check that the full path lies below a fixed folder.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR1005.md",
        customTags: ["CWE-22", "OWASP-LLM05:2025", "OWASP-LLM10:2026"]);

    /// <summary>AIR1006: model output becomes raw HTML or script.</summary>
    public static readonly DiagnosticDescriptor Html = new(
        "AIR1006",
        "Model output becomes raw HTML or script",
        Reason + ". Let the framework encode it, or run it through an HTML sanitizer.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR1006.md",
        customTags: ["CWE-79", "OWASP-LLM05:2025", "OWASP-LLM10:2026"]);

    /// <summary>AIR1007: model output chooses a request's address.</summary>
    public static readonly DiagnosticDescriptor RequestAddress = new(
        "AIR1007",
        "Model output chooses a request's address",
        Reason + ". Compare scheme and host with a fixed list before the request.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR1007.md",
        customTags: ["CWE-918", "OWASP-LLM05:2025", "OWASP-LLM10:2026"]);

    /// <summary>AIR1008: model output chooses a redirect target.</summary>
    public static readonly DiagnosticDescriptor Redirect = new(
        "AIR1008",
        "Model output chooses a redirect target",
        Reason + ". Redirect to local addresses only (LocalRedirect), or choose the target from a fixed list.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR1008.md",
        customTags: ["CWE-601", "OWASP-LLM05:2025", "OWASP-LLM10:2026"]);

    /// <summary>AIR1009: model output is deserialized with open types.</summary>
    public static readonly DiagnosticDescriptor Deserialization = new(
        "AIR1009",
        "Model output is deserialized with open types",
        Reason + ". Deserialize into one fixed type, without type names in the data.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR1009.md",
        customTags: ["CWE-502", "OWASP-LLM05:2025", "OWASP-LLM10:2026"]);

    /// <summary>AIR1010: model output decides a security question.</summary>
    public static readonly DiagnosticDescriptor SecurityDecision = new(
        "AIR1010",
        "Model output decides a security question",
        Reason + ". Decide by what the program knows of the caller; a model's answer is advice.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR1010.md",
        customTags: ["CWE-807", "OWASP-LLM05:2025", "OWASP-LLM10:2026"]);

    /// <summary>AIR1011: structured model output is used without validation.</summary>
    public static readonly DiagnosticDescriptor UnvalidatedValues = new(
        "AIR1011",
        "Structured model output is used without validation",
        "Values from {0} (line {1}) reach {2} and nothing has checked them; a model's answer can be steered by whoever writes into its context. Validate the object (ranges, lengths, allowed values) before anything is changed by it.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR1011.md",
        customTags: ["CWE-20", "OWASP-LLM05:2025", "OWASP-LLM10:2026"]);

    /// <summary>AIR1012: model output becomes a regular expression.</summary>
    public static readonly DiagnosticDescriptor RegularExpression = new(
        "AIR1012",
        "Model output becomes a regular expression",
        Reason + ". Keep the pattern constant, escape the text (Regex.Escape), or set a match timeout.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR1012.md",
        customTags: ["CWE-1333", "OWASP-LLM05:2025", "OWASP-LLM10:2026"]);

    /// <summary>AIR1013: model output becomes XML, XPath or LDAP text.</summary>
    public static readonly DiagnosticDescriptor Xml = new(
        "AIR1013",
        "Model output becomes XML, XPath or LDAP text",
        Reason + ". Build the document from nodes, keep the expression constant, and pass values as variables or escaped.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR1013.md",
        customTags: ["CWE-91", "OWASP-LLM05:2025", "OWASP-LLM10:2026"]);

    /// <summary>AIR1014: model output becomes a template.</summary>
    public static readonly DiagnosticDescriptor Template = new(
        "AIR1014",
        "Model output becomes a template",
        Reason + ". Keep the template constant and pass the text as a value of its model.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR1014.md",
        customTags: ["CWE-1336", "OWASP-LLM05:2025", "OWASP-LLM10:2026"]);

    /// <summary>AIR1015: model output becomes a NoSQL or dynamic query.</summary>
    public static readonly DiagnosticDescriptor NoSql = new(
        "AIR1015",
        "Model output becomes a NoSQL or dynamic query",
        Reason + ". Build the query with typed builders or parameters.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR1015.md",
        customTags: ["CWE-943", "OWASP-LLM05:2025", "OWASP-LLM10:2026"]);

    /// <summary>AIR1016: model output chooses a mail recipient, header or message route.</summary>
    public static readonly DiagnosticDescriptor Message = new(
        "AIR1016",
        "Model output chooses a mail recipient, header or message route",
        Reason + ". Take recipients and routes from what the program knows, and compare what the model names with a fixed list.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR1016.md",
        customTags: ["CWE-93", "OWASP-LLM05:2025", "OWASP-LLM10:2026"]);

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        Process, Sql, CodeEvaluation, Reflection, FilePath, Html, RequestAddress, Redirect,
        Deserialization, SecurityDecision, UnvalidatedValues, RegularExpression, Xml, Template, NoSql, Message,
    ];
}
