using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// Programs that run text they are given. An element of an argument list is handed to a program as one argument, without
/// a shell in between; it is a command only if the program itself makes one of it.
/// </summary>
internal static class ShellPrograms
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "ash", "awk", "bash", "busybox", "cmd", "cscript", "csh", "dash", "deno", "doas", "env", "fish", "ksh", "mshta", "node", "osascript", "perl", "php",
        "powershell", "pwsh", "py", "python", "python3", "rundll32", "ruby", "sh", "ssh", "su", "sudo", "tcsh", "wscript", "wsl", "xargs", "zsh",
    };

    /// <summary>Whether a block starts such a program, by a name that is written there.</summary>
    public static bool AreStartedIn(IOperation block, AirlockContext airlock, LocalFacts locals)
    {
        foreach (var operation in block.DescendantsAndSelf())
        {
            var program = operation switch
            {
                IInvocationOperation call => FileArgument(airlock, call.TargetMethod, call.Arguments),
                IObjectCreationOperation { Constructor: { } constructor } creation => FileArgument(airlock, constructor, creation.Arguments),
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment when HasFileRole(airlock, target.Property) => assignment.Value,
                _ => null,
            };
            if (program is not null && ValuesOf(program, airlock, locals).Any(IsShell))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the name of a program, with or without folder and extension, is one that runs text.</summary>
    public static bool IsShell(string program)
    {
        var name = program.Substring(program.LastIndexOfAny(['/', '\\']) + 1);
        return Names.Contains(name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name.Substring(0, name.Length - 4) : name);
    }

    private static IOperation? FileArgument(AirlockContext airlock, IMethodSymbol method, IEnumerable<IArgumentOperation> arguments)
    {
        foreach (var parameter in airlock.Catalog.Find(CatalogTable.Sinks, method).SelectMany(row => row.Parameters("file")))
        {
            return arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Index)?.Value;
        }

        return null;
    }

    private static bool HasFileRole(AirlockContext airlock, IPropertySymbol property) =>
        airlock.Catalog.Find(CatalogTable.Sinks, property).Any(row => row.Value("file") is not null);

    /// <summary>The constants an expression may be: itself, both sides of a choice, what a local or a readonly member was set to.</summary>
    private static IEnumerable<string> ValuesOf(IOperation expression, AirlockContext airlock, LocalFacts locals) =>
        expression.DescendantsAndSelf()
            .SelectMany(part => part switch
            {
                ILocalReferenceOperation local => locals.ValueOf(local.Local)?.DescendantsAndSelf() ?? [],
                IFieldReferenceOperation { ConstantValue.HasValue: false } field => airlock.Declarations.ValueOf(field.Field)?.DescendantsAndSelf() ?? [],
                _ => [part],
            })
            .Select(part => part.ConstantText())
            .OfType<string>();
}
