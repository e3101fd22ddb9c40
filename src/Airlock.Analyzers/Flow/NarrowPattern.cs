using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// Recognises regular expressions that leave no room for a command or a statement: anchored at both ends, and made of
/// letters, digits and a few harmless signs only. A pattern with a dot, a negated class, white space or a sign that a
/// shell or SQL reads is no guard.
/// </summary>
internal sealed class NarrowPattern(DeclaredOperations members)
{
    private const string Harmless = "_-.:@/+";

    private const int Multiline = 2; // System.Text.RegularExpressions.RegexOptions.Multiline

    /// <summary>Whether a call of <c>Regex.IsMatch</c> that has an outcome is such a guard: it matched, or found no sign outside of a class.</summary>
    public bool IsGuard(IInvocationOperation call, bool outcome, LocalFacts locals) =>
        PatternOf(call, locals) is { } pattern && (outcome ? IsNarrow(pattern) : IsExcluding(pattern));

    /// <summary>Whether what a call of <c>Match</c>, <c>Matches</c> or <c>Replace</c> gives back is made of harmless characters only.</summary>
    public bool IsNarrowResult(IInvocationOperation call, LocalFacts locals) => call.TargetMethod.Name switch
    {
        "Match" or "Matches" => PatternOf(call, locals) is { } pattern && IsNarrowBody(WithoutAnchors(pattern)),
        "Replace" => PatternOf(call, locals) is { } pattern && IsExcluding(pattern)
            && call.Argument(call.Instance is null ? 2 : 1)?.ConstantText() is { } replacement && replacement.All(IsHarmless),
        _ => false,
    };

    /// <summary>The constant pattern of a call, if the whole text is one line to it.</summary>
    private string? PatternOf(IInvocationOperation call, LocalFacts locals) =>
        call.Instance is { } instance ? PatternOf(instance.Unwrap(), locals, 0)
        : call.Argument(1)?.ConstantText() is { } pattern && !call.Arguments.Skip(2).Any(other => other.Value.Type?.TypeKind == TypeKind.Enum && IsMultiline(other.Value)) ? pattern
        : null;

    /// <summary>Whether the pattern finds a character that is outside of a harmless class: <c>[^a-z0-9]</c>.</summary>
    private static bool IsExcluding(string pattern)
    {
        var single = pattern.EndsWith("+", StringComparison.Ordinal) ? pattern.Substring(0, pattern.Length - 1) : pattern;
        return single.StartsWith("[^", StringComparison.Ordinal) && single.IndexOf(']') == single.Length - 1 && IsNarrowClass(single.Substring(2, single.Length - 3));
    }

    private static string WithoutAnchors(string pattern)
    {
        var start = pattern.StartsWith("^", StringComparison.Ordinal) ? 1 : pattern.StartsWith(@"\A", StringComparison.Ordinal) ? 2 : 0;
        var end = pattern.EndsWith("$", StringComparison.Ordinal) ? 1 : pattern.EndsWith(@"\z", StringComparison.OrdinalIgnoreCase) ? 2 : 0;
        return start + end > pattern.Length ? pattern : pattern.Substring(start, pattern.Length - start - end).Replace(@"\b", "");
    }

    /// <summary>Whether the pattern matches nothing but a run of harmless characters.</summary>
    public static bool IsNarrow(string pattern)
    {
        var start = pattern.StartsWith("^", StringComparison.Ordinal) ? 1 : pattern.StartsWith(@"\A", StringComparison.Ordinal) ? 2 : -1;
        var end = pattern.EndsWith("$", StringComparison.Ordinal) && !pattern.EndsWith(@"\$", StringComparison.Ordinal) ? pattern.Length - 1
            : pattern.EndsWith(@"\z", StringComparison.OrdinalIgnoreCase) ? pattern.Length - 2 : -1;
        return start > 0 && end > start && IsNarrowBody(pattern.Substring(start, end - start));
    }

    private static bool IsNarrowBody(string body)
    {
        var depth = 0;
        for (var i = 0; i < body.Length; i++)
        {
            switch (body[i])
            {
                case '[':
                    var close = body.IndexOf(']', i + 1);
                    if (close < 0 || !IsNarrowClass(body.Substring(i + 1, close - i - 1)))
                    {
                        return false;
                    }

                    i = close;
                    break;
                case '\\':
                    i++;
                    if (i >= body.Length || !IsNarrowEscape(body[i]))
                    {
                        return false;
                    }

                    break;
                case '(':
                    depth++;
                    break;
                case ')':
                    depth--;
                    break;
                case '|' when depth == 0:
                    // ^a|b$ anchors each branch at one end only.
                    return false;
                case '{':
                    i = body.IndexOf('}', i);
                    if (i < 0)
                    {
                        return false;
                    }

                    break;
                case '|' or '?' or '*' or '+':
                    break;
                case '.':
                    return false;
                default:
                    if (!IsHarmless(body[i]))
                    {
                        return false;
                    }

                    break;
            }
        }

        return depth == 0;
    }

    private static bool IsNarrowClass(string content)
    {
        if (content.Length == 0 || content[0] == '^')
        {
            return false;
        }

        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == '\\')
            {
                i++;
                if (i >= content.Length || !IsNarrowEscape(content[i]))
                {
                    return false;
                }
            }
            else if (i + 2 < content.Length && content[i + 1] == '-')
            {
                if (!IsPlainRange(content[i], content[i + 2]))
                {
                    return false;
                }

                i += 2;
            }
            else if (!IsHarmless(content[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPlainRange(char from, char to) =>
        (from, to) is ( >= 'a' and <= 'z', >= 'a' and <= 'z') or ( >= 'A' and <= 'Z', >= 'A' and <= 'Z') or ( >= '0' and <= '9', >= '0' and <= '9');

    private static bool IsNarrowEscape(char escaped) => escaped is 'w' or 'd' || (Harmless.IndexOf(escaped) >= 0);

    private static bool IsHarmless(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || Harmless.IndexOf(c) >= 0;

    private string? PatternOf(IOperation? regex, LocalFacts locals, int depth) => depth >= 4 ? null : regex switch
    {
        ILocalReferenceOperation local => PatternOf(locals.ValueOf(local.Local)?.Unwrap(), locals, depth + 1),
        IFieldReferenceOperation field => PatternOf(members.ValueOf(field.Field)?.Unwrap(), locals, depth + 1),
        IPropertyReferenceOperation property => GeneratedPattern(property.Property) ?? PatternOf(members.ValueOf(property.Property)?.Unwrap(), locals, depth + 1),
        IInvocationOperation call => GeneratedPattern(call.TargetMethod),
        IObjectCreationOperation { Arguments.IsEmpty: false } creation when !creation.Arguments.Skip(1).Any(other => IsMultiline(other.Value)) =>
            creation.Arguments[0].Value.ConstantText(),
        _ => null,
    };

    private static string? GeneratedPattern(ISymbol member) => member.GetAttributes()
        .Where(attribute => attribute is { AttributeClass.Name: "GeneratedRegexAttribute", ConstructorArguments.IsEmpty: false }
            && !attribute.ConstructorArguments.Skip(1).Any(other => other.Value is int options && (options & Multiline) != 0))
        .Select(attribute => attribute.ConstructorArguments[0].Value as string)
        .FirstOrDefault();

    private static bool IsMultiline(IOperation? options) =>
        options is not null && (options.ConstantValue is not { HasValue: true } constant || (constant.Value is int value && (value & Multiline) != 0));
}
