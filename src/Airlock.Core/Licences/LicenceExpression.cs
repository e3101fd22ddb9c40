namespace Airlock.Core.Licences;

/// <summary>
/// A licence expression (SPDX specification 3.0, annex B): licences joined with AND, OR, WITH and parentheses. Whether a licence exists is not
/// asked: a policy names those that it allows.
/// </summary>
public abstract record LicenceExpression
{
    private const int MaximumLength = 4096;
    private const int MaximumDepth = 32;

    /// <summary>Whether what the expression grants can be had under allowed licences alone.</summary>
    /// <param name="isAllowed">Whether a licence is allowed.</param>
    public abstract bool IsAllowed(Func<Licence, bool> isAllowed);

    /// <summary>All licences of the expression, in order.</summary>
    public abstract IEnumerable<Licence> Licences { get; }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="problem">What is wrong with it, or null.</param>
    /// <returns>The expression, or null if there is a problem.</returns>
    public static LicenceExpression? Parse(string text, out string? problem)
    {
        if (text.Length > MaximumLength)
        {
            problem = $"it is longer than {MaximumLength:N0} characters";
            return null;
        }

        try
        {
            var parser = new Parser(text);
            var expression = parser.ReadWhole();
            problem = null;
            return expression;
        }
        catch (FormatException exception)
        {
            problem = exception.Message;
            return null;
        }
    }

    /// <summary>Precedence from strongest: <c>+</c>, WITH, AND, OR. Operators are all upper or all lower case.</summary>
    private sealed class Parser(string text)
    {
        private readonly List<string> _tokens = Split(text);
        private int _at;

        private string? Next => _at < _tokens.Count ? _tokens[_at] : null;

        public LicenceExpression ReadWhole()
        {
            var expression = ReadAny(0);
            return Next is null ? expression : throw new FormatException($"\"{Next}\" stands where AND, OR or the end should");
        }

        private LicenceExpression ReadAny(int depth)
        {
            var choices = new List<LicenceExpression> { ReadAll(depth) };
            while (Take("OR"))
            {
                choices.Add(ReadAll(depth));
            }

            return choices.Count == 1 ? choices[0] : new AnyOf(choices);
        }

        private LicenceExpression ReadAll(int depth)
        {
            var parts = new List<LicenceExpression> { ReadOne(depth) };
            while (Take("AND"))
            {
                parts.Add(ReadOne(depth));
            }

            return parts.Count == 1 ? parts[0] : new AllOf(parts);
        }

        private LicenceExpression ReadOne(int depth)
        {
            if (Take("("))
            {
                if (depth == MaximumDepth)
                {
                    throw new FormatException($"it is nested deeper than {MaximumDepth}");
                }

                var inner = ReadAny(depth + 1);
                return Take(")") ? inner : throw new FormatException("a ')' is missing");
            }

            var orLater = Next?.EndsWith('+') == true;
            var id = ReadName(orLater ? Next![..^1] : Next, "a licence");
            return new Licence(id, orLater, Take("WITH") ? ReadName(Next, "an exception") : null);
        }

        private string ReadName(string? name, string what)
        {
            if (name is null)
            {
                throw new FormatException($"it ends where {what} should stand");
            }

            _at++;
            return IsOperator(name) || !IsIdentifier(name) ? throw new FormatException($"\"{name}\" stands where {what} should") : name;
        }

        private bool Take(string token)
        {
            var isNext = Next is { } next && (next == token || next == token.ToLowerInvariant());
            _at += isNext ? 1 : 0;
            return isNext;
        }

        private static bool IsOperator(string name) => name is "AND" or "OR" or "WITH" or "and" or "or" or "with" or "(" or ")";

        // idstring of the specification; a reference may name its document: DocumentRef-x:LicenseRef-y.
        private static bool IsIdentifier(string name)
        {
            var parts = name.Split(':');
            return parts.All(part => part.Length > 0 && part.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.'))
                && (parts.Length == 1 || (parts.Length == 2 && parts[0].StartsWith("DocumentRef-", StringComparison.Ordinal)));
        }

        private static List<string> Split(string text) =>
            [.. text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal).Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)];
    }
}

/// <summary>One licence.</summary>
/// <param name="Id">Its identifier, as <c>Apache-2.0</c>; case does not matter.</param>
/// <param name="OrLater">Whether a later version of it may be chosen (<c>+</c>); <c>GPL-2.0-or-later</c> says the same in the identifier itself.</param>
/// <param name="Exception">The exception that widens it (<c>WITH</c>), or null.</param>
public sealed record Licence(string Id, bool OrLater, string? Exception) : LicenceExpression
{
    /// <inheritdoc/>
    public override IEnumerable<Licence> Licences => [this];

    /// <inheritdoc/>
    public override bool IsAllowed(Func<Licence, bool> isAllowed) => isAllowed(this);

    /// <summary>
    /// Whether an allowed licence covers this one: with the same exception, one version of the same family must be both offered and allowed. Who may
    /// choose a later version may choose the one that is allowed, and who allows later ones allows whichever of them is offered.
    /// </summary>
    /// <remarks>An exception grants more and takes nothing, and all the same it must be listed: whether it is harmless, whoever wrote the list shall say.</remarks>
    public bool IsCoveredBy(Licence allowed) =>
        string.Equals(Exception, allowed.Exception, StringComparison.OrdinalIgnoreCase)
        && (string.Equals(Id, allowed.Id, StringComparison.OrdinalIgnoreCase)
            || LicenceVersion.Of(this).Overlaps(LicenceVersion.Of(allowed)));

    /// <inheritdoc/>
    public override string ToString() => $"{Id}{(OrLater ? "+" : "")}{(Exception is null ? "" : $" WITH {Exception}")}";
}

/// <summary>A choice between licences.</summary>
public sealed record AnyOf(IReadOnlyList<LicenceExpression> Choices) : LicenceExpression
{
    /// <inheritdoc/>
    public override IEnumerable<Licence> Licences => Choices.SelectMany(choice => choice.Licences);

    /// <inheritdoc/>
    public override bool IsAllowed(Func<Licence, bool> isAllowed) => Choices.Any(choice => choice.IsAllowed(isAllowed));
}

/// <summary>Licences that hold together.</summary>
public sealed record AllOf(IReadOnlyList<LicenceExpression> Parts) : LicenceExpression
{
    /// <inheritdoc/>
    public override IEnumerable<Licence> Licences => Parts.SelectMany(part => part.Licences);

    /// <inheritdoc/>
    public override bool IsAllowed(Func<Licence, bool> isAllowed) => Parts.All(part => part.IsAllowed(isAllowed));
}
