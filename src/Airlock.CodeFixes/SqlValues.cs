using System.Text;
using System.Text.RegularExpressions;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.CodeFixes;

/// <summary>A value inside a statement that code composes.</summary>
/// <param name="Name">A name for it, from its column or its expression; unique in the statement.</param>
/// <param name="Expression">What yields it.</param>
/// <param name="IsBareText">Whether it is text that stands without quotes: the database decided by the text what it is, a parameter is text.</param>
/// <param name="Span">The place that it takes in the code, with its quotes and, in a concatenation, with the operators around it.</param>
/// <param name="Closing">What has to stand after it, because the place includes the end of a literal.</param>
internal sealed record SqlValue(string Name, ExpressionSyntax Expression, bool IsBareText, TextSpan Span, string Closing);

/// <summary>
/// Finds the values in a statement: what stands between quotes, and what follows a comparison or stands in a list of values. If any
/// hole is something else (a name, an order, a piece of the statement), nothing is found, because parameters are values only.
/// </summary>
internal sealed class SqlValues
{
    private static readonly Regex Start = new(@"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|MERGE|REPLACE)\b", RegexOptions.IgnoreCase);

    private static readonly Regex ComparedColumn = new(@"(?<column>[A-Za-z_]\w*)[""`\]]?\s*(<>|!=|[=<>]+|\b(NOT\s+)?I?LIKE)\s*$", RegexOptions.IgnoreCase);

    private static readonly Regex BeforeValue = new(@"([=<>]|\bI?LIKE)\s*$", RegexOptions.IgnoreCase);

    private static readonly Regex BeforeQuoted = new(@"([=<>(,+|]|\b(I?LIKE|BETWEEN|AND|OR|THEN|ELSE|SELECT))\s*$", RegexOptions.IgnoreCase);

    private static readonly Regex OpensValues = new(@"\b(VALUES|IN)\s*$|\bVALUES\s*\(.*\)\s*,\s*$", RegexOptions.IgnoreCase | RegexOptions.Singleline);

    private readonly List<Sign> _signs = [];
    private readonly List<SqlValue> _values = [];
    private readonly StringBuilder _before = new();
    private readonly Stack<bool> _lists = new();
    private readonly TextTypes _types = new();
    private readonly SemanticModel _model;

    private SqlValues(IEnumerable<TextPart> parts, SemanticModel model)
    {
        _model = model;
        foreach (var part in parts)
        {
            if (part.Kind == TextPartKind.Hole)
            {
                _signs.Add(new Sign(WrittenText.Filler, part.Span, part));
            }

            for (var i = 0; i < part.Text.Length; i++)
            {
                if (part.Text[i] != WrittenText.Filler)
                {
                    _signs.Add(new Sign(part.Text[i], part.Kind == TextPartKind.Literal ? new TextSpan(part.Span.Start + i, 1) : part.Span, part));
                }
            }
        }
    }

    /// <summary>The values of the statement in their order; null if it has a hole that is none, or no text among them.</summary>
    public static IReadOnlyList<SqlValue>? Find(IReadOnlyList<TextPart> parts, SemanticModel model)
    {
        var statement = new SqlValues(parts, model);
        return statement.Read() && statement._values.Any(value => !statement.IsPlain(value.Expression)) ? statement._values : null;
    }

    private bool Read()
    {
        for (var i = 0; i < _signs.Count; i++)
        {
            var sign = _signs[i];
            if (sign.Part.Kind == TextPartKind.Hole)
            {
                if (!ReadBare(i))
                {
                    return false;
                }

                continue;
            }

            switch (sign.Char)
            {
                case '\'':
                    i = ReadQuoted(i);
                    break;
                case '"' or '`' or '[':
                    i = SkipName(i, sign.Char == '[' ? ']' : sign.Char);
                    break;
                case '-' when CharAt(i + 1) == '-':
                case '/' when CharAt(i + 1) == '*':
                case '?':
                case '$' when char.IsDigit(CharAt(i + 1)):
                    // Comments can end a statement early; numbered parameters don't mix with named ones.
                    return false;
                case '(':
                    _lists.Push(OpensValues.IsMatch(_before.ToString()));
                    goto default;
                case ')' when _lists.Count > 0:
                    _lists.Pop();
                    goto default;
                default:
                    _before.Append(sign.Char);
                    break;
            }

            if (i < 0)
            {
                return false;
            }
        }

        return Start.IsMatch(_before.ToString());
    }

    /// <summary>Reads a hole that has no quotes around it.</summary>
    private bool ReadBare(int index)
    {
        var part = _signs[index].Part;
        var before = _before.ToString();
        var isPlain = IsPlain(part.Hole!);
        var endsHere = index + 1 == _signs.Count || char.IsWhiteSpace(CharAt(index + 1)) || CharAt(index + 1) is ')' or ',' or ';';
        var isInList = _lists.Count > 0 && _lists.Peek() && Regex.IsMatch(before, @"[(,]\s*$");
        if (!endsHere || !(BeforeValue.IsMatch(before) || isInList))
        {
            // A number in another place (LIMIT 10) is no text and can stay.
            _before.Append('0');
            return isPlain;
        }

        var (start, end, closing) = (part.Span.Start, part.Span.End, "");
        if (part.Delimiter.Length == 0)
        {
            // An operand: the literal before it goes on, with the one after it if there is one.
            if (index == 0 || _signs[index - 1].Part is not { Kind: TextPartKind.Literal } left)
            {
                return false;
            }

            start = left.Span.End;
            if (index + 1 == _signs.Count)
            {
                closing = WrittenText.Closing(left.Delimiter);
            }
            else if (_signs[index + 1].Part is { Kind: TextPartKind.Literal } right && right.Delimiter == left.Delimiter)
            {
                end = right.Span.Start;
            }
            else
            {
                return false;
            }
        }

        Add(isPlain || IsString(part.Hole!) ? part.Hole! : WrittenText.Interpolate([part]), !isPlain, TextSpan.FromBounds(start, end), closing);
        return true;
    }

    /// <summary>Reads what stands between quotes.</summary>
    /// <returns>The index of the quote at the end; -1 if it can't be a value.</returns>
    private int ReadQuoted(int open)
    {
        var close = _signs.FindIndex(open + 1, sign => sign.Char == '\'');
        if (close < 0 || CharAt(close + 1) == '\'')
        {
            return -1;
        }

        var content = _signs.GetRange(open + 1, close - open - 1).Select(sign => sign.Part).Distinct().ToList();
        if (content.All(part => part.Kind == TextPartKind.Literal))
        {
            _before.Append("''");
            return close;
        }

        var (first, last) = (_signs[open], _signs[close]);
        if (first.Part.Kind != TextPartKind.Literal || last.Part.Kind != TextPartKind.Literal || first.Part.Delimiter != last.Part.Delimiter
            || (_before.Length > 0 && char.IsLetterOrDigit(_before[_before.Length - 1])) || !BeforeQuoted.IsMatch(_before.ToString()))
        {
            return -1;
        }

        var inside = Inside(open, close);
        var value = inside.Count == 1 && inside[0].Hole is { } only && IsString(only) ? WithoutDoubledQuotes(only) : WrittenText.Interpolate(inside);
        Add(value, false, TextSpan.FromBounds(first.Span.Start, last.Span.End), "");
        return close;
    }

    /// <summary>The parts between two signs, their literals cut to what stands there.</summary>
    private List<TextPart> Inside(int open, int close)
    {
        var inside = new List<TextPart>();
        foreach (var sign in _signs.GetRange(open + 1, close - open - 1))
        {
            if (sign.Part.Kind == TextPartKind.Hole || inside.Count == 0 || inside[inside.Count - 1].Kind == TextPartKind.Hole)
            {
                inside.Add(sign.Part with { Text = "" });
            }

            if (sign.Part.Kind != TextPartKind.Hole)
            {
                inside[inside.Count - 1] = inside[inside.Count - 1] with { Text = inside[inside.Count - 1].Text + sign.Char };
            }
        }

        return inside;
    }

    /// <summary>Names of tables and columns stay as they are, and hold no values.</summary>
    private int SkipName(int open, char closing)
    {
        for (var i = open; i < _signs.Count && _signs[i].Part.Kind != TextPartKind.Hole; i++)
        {
            _before.Append(_signs[i].Char);
            if (i > open && _signs[i].Char == closing)
            {
                return i;
            }
        }

        return -1;
    }

    private void Add(ExpressionSyntax value, bool isBareText, TextSpan span, string closing)
    {
        var before = _before.ToString();
        var name = ComparedColumn.Match(before) is { Success: true } match ? match.Groups["column"].Value : NameOf(value);
        name = char.ToLowerInvariant(name[0]) + name.Substring(1);
        if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None)
        {
            name += "Value";
        }

        var unique = name;
        var all = string.Concat(_signs.Select(sign => sign.Char));
        for (var i = 2; _values.Any(other => string.Equals(other.Name, unique, StringComparison.OrdinalIgnoreCase)) || all.IndexOf("@" + unique, StringComparison.OrdinalIgnoreCase) >= 0; i++)
        {
            unique = name + i;
        }

        _values.Add(new SqlValue(unique, value, isBareText, span, closing));
        _before.Append("@p");
    }

    private static string NameOf(ExpressionSyntax value) => value switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => "value",
    };

    /// <summary>A parameter needs no doubled quotes; with them it would be another text.</summary>
    private static ExpressionSyntax WithoutDoubledQuotes(ExpressionSyntax value) =>
        value is InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Replace" } access,
            ArgumentList.Arguments: { Count: 2 } arguments,
        }
        && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: "'" } && arguments[1].Expression is LiteralExpressionSyntax { Token.Value: "''" }
            ? access.Expression
            : value;

    /// <summary>Numbers, dates and the like can hold no statement. What the fix composed itself is text.</summary>
    private bool IsPlain(ExpressionSyntax hole) =>
        _model.SyntaxTree == hole.SyntaxTree && _model.GetTypeInfo(hole).Type is { } type && !_types.CanCarry(type);

    private bool IsString(ExpressionSyntax hole) => _model.GetTypeInfo(hole).Type?.SpecialType == SpecialType.System_String;

    private char CharAt(int index) => index < _signs.Count ? _signs[index].Char : ' ';

    /// <summary>A sign of the statement, or a hole.</summary>
    private readonly record struct Sign(char Char, TextSpan Span, TextPart Part);
}
