using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Tools;

/// <summary>
/// What a tool can do outside the process, by what its method reaches through whatever it calls. A tool that reaches nothing known has no capability here:
/// that is no promise that it has none.
/// </summary>
internal sealed class ToolCapability(AirlockContext airlock)
{
    /// <summary>The words of <see cref="InventoryKeys.Capability"/> in their order.</summary>
    private static readonly string[] Words = ["reads", "writes", "sends", "executes"];

    private static readonly string[] QueryTypes = ["Queryable", "EntityFrameworkQueryableExtensions", "DbSet"];

    private readonly DestructiveCalls _acts = new(airlock);
    private readonly ToolApproval _approval = new(airlock);

    /// <summary>What a tool does.</summary>
    /// <param name="name">The name of its method.</param>
    /// <param name="body">Its body.</param>
    /// <returns>The words, separated by commas; null if there are none. And whether somebody is asked before each act, null if there is none.</returns>
    public (string? Capability, bool? IsAsked) Of(string name, IOperation body)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var acts = 0;
        foreach (var reached in airlock.Reach.From(body))
        {
            var owner = reached.Way.IsEmpty ? name : reached.Way[reached.Way.Length - 1].Callee.Name;
            if (_acts.KindOf(reached.Operation, reached.Body, owner) is { } kind)
            {
                acts++;
                words.Add(WordFor(kind));
            }
            else if (OperationText.MemberOf(reached.Operation) is { } member && WordFor(member) is { } word)
            {
                words.Add(word);
            }
        }

        return (Join(words), acts == 0 ? null : !ActsUnasked(name, body));
    }

    /// <summary>Words in the order of the inventory; null if there are none.</summary>
    public static string? Join(ICollection<string> words) => words.Count == 0 ? null : string.Join(",", Words.Where(words.Contains));

    private bool ActsUnasked(string name, IOperation body) =>
        airlock.Reach.From(body, (step, within) => !_approval.IsAskedBefore(step.Call, within)).Any(reached =>
            _acts.KindOf(reached.Operation, reached.Body, reached.Way.IsEmpty ? name : reached.Way[reached.Way.Length - 1].Callee.Name) is not null
            && !_approval.IsAskedBefore(reached.Operation, reached.Body));

    private static string WordFor(string kind) => kind switch
    {
        "process" or "stop" => "executes",
        "send" or "http" or "post" or "pay" => "sends",
        _ => "writes",
    };

    /// <summary>What a member does that changes nothing: the sources of text from outside read, and some sinks run what they are given.</summary>
    private string? WordFor(ISymbol member)
    {
        foreach (var row in airlock.Catalog.Find(CatalogTable.Prompts, member))
        {
            if (row.Kind is "untrusted-web" or "untrusted-file" or "untrusted-db" or "untrusted-email" or "untrusted-retrieval" or "untrusted-mcp")
            {
                return "reads";
            }
        }

        foreach (var row in airlock.Catalog.Find(CatalogTable.Sinks, member))
        {
            switch (row.Kind)
            {
                case "file-read" or "sql" or "nosql" or "ldap" when member is IMethodSymbol:
                    return "reads";
                case "process" or "code-eval" or "ssh" when member is IMethodSymbol { MethodKind: not MethodKind.Constructor }:
                    return "executes";
            }
        }

        // One variable may be a setting of the tool; all of them are what the process knows, keys included.
        if (member is IMethodSymbol { Name: "GetEnvironmentVariables", ContainingType: { Name: "Environment", ContainingNamespace.Name: "System" } })
        {
            return "reads";
        }

        return member is IMethodSymbol { ContainingType: { Name: var type } owner } && Array.IndexOf(QueryTypes, type) >= 0
            && owner.ContainingNamespace.ToDisplayString() is "System.Linq" or "Microsoft.EntityFrameworkCore" && !IsChange(member.Name) ? "reads" : null;
    }

    // What puts rows into a set or takes them out changes nothing before it is saved, which is an act of its own.
    private static bool IsChange(string name) =>
        name is "AsQueryable" or "Attach" or "AttachRange" || name.StartsWith("Add", StringComparison.Ordinal) || name.StartsWith("Remove", StringComparison.Ordinal) || name.StartsWith("Update", StringComparison.Ordinal);
}
