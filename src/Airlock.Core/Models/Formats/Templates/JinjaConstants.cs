using System.Globalization;
using System.Text;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Computes the parts of a template that are the same in every run: strings that are concatenated, joined, formatted, reversed or replaced,
/// and variables that were set to such. So a name that is put together from harmless pieces is seen as what it will be.
/// </summary>
internal sealed class JinjaConstants
{
    private const int MaximumDepth = 32;
    private const int MaximumLength = 4096;
    private const int MaximumOperations = 256;

    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    /// <summary>Remembers that a variable was set to what is constant.</summary>
    public void Set(string name, string value) => _variables[name] = value;

    /// <summary>Computes the expression that begins at a token, as far as it is constant.</summary>
    /// <param name="tokens">The tag's tokens.</param>
    /// <param name="at">The first token; then the one behind what was computed, which is at least one further.</param>
    /// <returns>The text, or null if it is none.</returns>
    public string? Compute(IReadOnlyList<JinjaToken> tokens, ref int at)
    {
        var expression = new Expression(this, tokens, at);
        var value = expression.Sum(0);
        at = Math.Max(at + 1, value is null ? at + 1 : expression.At);
        return value?.Joined("");
    }

    // A text, or a list of texts.
    private sealed record Value(IReadOnlyList<string> Items, bool IsList)
    {
        public static Value? Of(string text) => text.Length <= MaximumLength ? new Value([text], false) : null;

        public string Joined(string separator) => string.Join(separator, Items);
    }

    private sealed class Expression(JinjaConstants constants, IReadOnlyList<JinjaToken> tokens, int at)
    {
        private int _operations;

        public int At { get; private set; } = at;

        private JinjaToken Token => At < tokens.Count ? tokens[At] : default;

        // a ~ b + c % d: what cannot be computed on the right ends it.
        public Value? Sum(int depth)
        {
            var left = Postfix(depth);
            while (left is not null && Token.Kind == JinjaTokenKind.Operator && Token.Value is "~" or "+" or "%" && ++_operations < MaximumOperations)
            {
                var (start, isFormat) = (At, Token.Is('%'));
                At++;
                var right = Postfix(depth);
                var sum = right is null ? null : isFormat ? Format(left, right.Items) : Value.Of(left.Joined("") + right.Joined(""));
                if (sum is null)
                {
                    At = start;
                    return left;
                }

                left = sum;
            }

            return left;
        }

        private Value? Postfix(int depth)
        {
            var value = depth > MaximumDepth ? null : Primary(depth);
            while (value is not null)
            {
                var start = At;
                var next = ++_operations > MaximumOperations ? null
                    : Token.Is('|') || Token.Is('.') ? Call(value, depth)
                    : Token.Is('[') ? Reversal(value) : null;
                if (next is null)
                {
                    At = start;
                    return value;
                }

                value = next;
            }

            return null;
        }

        private Value? Primary(int depth)
        {
            var token = Token;
            At++;
            switch (token.Kind)
            {
                case JinjaTokenKind.Text when token.Value is not null:
                    var text = new StringBuilder(token.Value);
                    for (; Token is { Kind: JinjaTokenKind.Text, Value: not null } && text.Length <= MaximumLength; At++)
                    {
                        text.Append(Token.Value);
                    }

                    return Value.Of(text.ToString());
                case JinjaTokenKind.Number:
                    return Value.Of(token.Value);
                case JinjaTokenKind.Name when token.Value is not null && constants._variables.TryGetValue(token.Value, out var known):
                    return Value.Of(known);
                case JinjaTokenKind.Operator when token.Is('(') || token.Is('['):
                    return Elements(token.Is('(') ? ')' : ']', depth) is { } items
                        ? new Value(items, token.Is('[') || items.Count != 1)
                        : null;
                default:
                    return null;
            }
        }

        // Behind the opening bracket: constant elements up to the closing one.
        private List<string>? Elements(char end, int depth)
        {
            var items = new List<string>();
            for (var length = 0; !Token.Is(end);)
            {
                if (Sum(depth + 1) is not { } item || (length += item.Joined("").Length) > MaximumLength)
                {
                    return null;
                }

                items.AddRange(item.Items);
                if (Token.Is(','))
                {
                    At++;
                }
                else if (!Token.Is(end))
                {
                    return null;
                }
            }

            At++;
            return items;
        }

        // |filter, |filter(arguments), .method(arguments)
        private Value? Call(Value value, int depth)
        {
            At++;
            var name = Token;
            At++;
            List<string>? arguments = [];
            if (Token.Is('('))
            {
                At++;
                arguments = Elements(')', depth);
            }

            return name.Kind == JinjaTokenKind.Name && arguments is not null ? Apply(name.Value, value, arguments) : null;
        }

        private static Value? Apply(string name, Value value, List<string> arguments) => name switch
        {
            "join" when value.IsList => Value.Of(value.Joined(arguments.FirstOrDefault() ?? "")),
            "join" when arguments.Count > 0 => Value.Of(string.Join(value.Joined(""), arguments)),
            "format" => Format(value, arguments),
            "lower" => Value.Of(value.Joined("").ToLowerInvariant()),
            "upper" => Value.Of(value.Joined("").ToUpperInvariant()),
            "trim" or "strip" or "string" or "safe" or "escape" or "e" => Value.Of(value.Joined("").Trim()),
            "reverse" => new Value([.. value.Items.Reverse().Select(Reversed)], value.IsList),
            "replace" when arguments is [{ Length: > 0 } old, var replacement, ..]
                && (long)value.Joined("").Length * (replacement.Length + 1) <= MaximumLength =>
                Value.Of(value.Joined("").Replace(old, replacement, StringComparison.Ordinal)),
            _ => null,
        };

        // [::-1]
        private Value? Reversal(Value value)
        {
            string[] expected = ["[", ":", ":", "-", "1", "]"];
            foreach (var text in expected)
            {
                if (Token.Value != text || Token.Kind == JinjaTokenKind.Text)
                {
                    return null;
                }

                At++;
            }

            return new Value([.. value.Items.Reverse().Select(Reversed)], value.IsList);
        }

        private static string Reversed(string text) => string.Concat(text.Reverse());

        // %s, %c and {} take the arguments in turn, {0} by number.
        private static Value? Format(Value value, IReadOnlyList<string> arguments)
        {
            var format = value.Joined("");
            var result = new StringBuilder();
            var next = 0;
            for (var i = 0; i < format.Length && result.Length <= MaximumLength; i++)
            {
                if (format[i] == '%' && i + 1 < format.Length && next < arguments.Count && format[i + 1] is 's' or 'c' or 'r' or 'd')
                {
                    result.Append(format[++i] == 'c' ? Character(arguments[next++]) : arguments[next++]);
                }
                else if (format[i] == '{' && format.IndexOf('}', i) is > 0 and var end && end - i <= 4)
                {
                    var index = int.TryParse(format.AsSpan(i + 1, end - i - 1), CultureInfo.InvariantCulture, out var number) ? number : next++;
                    if (index < 0 || index >= arguments.Count)
                    {
                        return null;
                    }

                    result.Append(arguments[index]);
                    i = end;
                }
                else
                {
                    result.Append(format[i]);
                }
            }

            return Value.Of(result.ToString());
        }

        private static string Character(string argument) =>
            ushort.TryParse(argument, CultureInfo.InvariantCulture, out var code) ? ((char)code).ToString() : argument;
    }
}
