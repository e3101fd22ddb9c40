using System.Collections.Immutable;
using Airlock.Shared.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.Analyzers.Catalog;

/// <summary>Something wrong in a user's catalog.</summary>
/// <param name="Span">Where.</param>
/// <param name="Message">What, and what would be right.</param>
internal readonly record struct CatalogProblem(TextSpan Span, string Message);

/// <summary>
/// A user's catalog: a header line, then rows of table, ID, kind and detail, split by tabs. Lines that are empty or begin
/// with <c>#</c> are skipped. What can be read counts; everything else is a problem with its place.
/// </summary>
internal sealed class UserCatalogFile
{
    private const string Header = "table, id, kind, detail";

    private readonly ImmutableArray<UserRow>.Builder _rows = ImmutableArray.CreateBuilder<UserRow>();
    private readonly List<CatalogProblem> _problems = [];

    private UserCatalogFile(AdditionalText file, SourceText text) => (File, Text) = (file, text);

    /// <summary>The file as the compiler handed it over.</summary>
    public AdditionalText File { get; }

    /// <summary>The file's text.</summary>
    public SourceText Text { get; }

    /// <summary>The rows that are well formed, whether their ID names something or not.</summary>
    public ImmutableArray<UserRow> Rows => _rows.ToImmutable();

    /// <summary>What is wrong whatever the code is.</summary>
    public IReadOnlyList<CatalogProblem> Problems => _problems;

    /// <summary>Reads a file.</summary>
    public static UserCatalogFile Read(AdditionalText file)
    {
        var text = file.GetText();
        var read = new UserCatalogFile(file, text ?? SourceText.From(""));
        if (text is null)
        {
            read._problems.Add(new CatalogProblem(default, "the file can't be read"));
        }
        else if (text.Length > JsonText.MaximumLength)
        {
            read._problems.Add(new CatalogProblem(default, $"the file is too large: at most {JsonText.MaximumLength} characters are read"));
        }
        else
        {
            read.ReadLines();
        }

        return read;
    }

    private void ReadLines()
    {
        var hasHeader = false;
        foreach (var line in Text.Lines)
        {
            var cells = Split(line.Span, '\t');
            if (cells.All(cell => cell.IsEmpty) || Text[cells.First(cell => !cell.IsEmpty).Start] == '#')
            {
                continue;
            }

            if (hasHeader)
            {
                ReadRow(cells);
                continue;
            }

            hasHeader = true;
            if (string.Join(", ", cells.Select(Text.ToString)) != Header)
            {
                Report(Trim(line.Span), $"the first line must be the header, with the columns {Header}, split by tabs");
            }
        }

        if (!hasHeader)
        {
            Report(default, $"the file is empty; its first line must be the header, with the columns {Header}, split by tabs");
        }
    }

    private void ReadRow(ImmutableArray<TextSpan> cells)
    {
        if (cells.Length is not (3 or 4))
        {
            Report(TextSpan.FromBounds(cells[0].Start, cells[cells.Length - 1].End), $"a row has the columns {Header}, split by tabs, of which detail may be left out; this one has {cells.Length}");
            return;
        }

        var (table, id, name) = (Text.ToString(cells[0]), Text.ToString(cells[1]), Text.ToString(cells[2]));
        var known = UserKinds.All.Where(kind => kind.Table.Name == table).ToList();
        if (known.Count == 0)
        {
            Report(cells[0], $"there is no table \"{table}\"; it is one of {string.Join(", ", UserKinds.Tables.Select(each => each.Name))}");
        }

        if (MemberId.ProblemOf(id) is { } problem)
        {
            Report(cells[1], problem);
            return;
        }

        if (known.Find(each => each.Name == name) is not { } kind)
        {
            if (known.Count > 0)
            {
                Report(cells[2], $"there is no kind \"{name}\" in {table}; it is one of {string.Join(", ", known.Select(each => each.Name))}");
            }

            return;
        }

        if (kind.Ids.IndexOf(id[0]) < 0)
        {
            Report(cells[1], $"a row of the kind {name} names {string.Join(" or ", kind.Ids.Select(MemberId.NounOf))}, and \"{id}\" names {MemberId.NounOf(id[0])}");
        }
        else if (ReadDetails(kind, cells.Length > 3 ? cells[3] : default) is { } details)
        {
            _rows.Add(new UserRow(kind, id, details, cells[1], cells[2]));
        }
    }

    /// <summary>The pairs of the detail column; null if one of them is wrong.</summary>
    private ImmutableArray<UserDetail>? ReadDetails(UserKind kind, TextSpan cell)
    {
        var details = ImmutableArray.CreateBuilder<UserDetail>();
        var isRight = true;
        foreach (var span in Split(cell, ';').Where(span => !span.IsEmpty))
        {
            var text = Text.ToString(span);
            var equals = text.IndexOf('=');
            var detail = equals < 0
                ? new UserDetail(text, "", span, new TextSpan(span.End, 0))
                : new UserDetail(text.Substring(0, equals).Trim(), text.Substring(equals + 1).Trim(), span, Trim(TextSpan.FromBounds(span.Start + equals + 1, span.End)));
            if (ProblemOf(kind, detail) is { } problem)
            {
                _problems.Add(problem);
                isRight = false;
            }
            else if (detail.Name != UserKind.MemberDetail)
            {
                details.Add(detail);
            }
        }

        return isRight ? details.ToImmutable() : null;
    }

    private static CatalogProblem? ProblemOf(UserKind kind, UserDetail detail)
    {
        if (detail.Name == UserKind.MemberDetail)
        {
            return null;
        }

        if (!kind.Details.Contains(detail.Name))
        {
            var known = kind.Details.Any() ? $"has {string.Join(", ", kind.Details)}" : "has no details";
            return new CatalogProblem(detail.Span, $"there is no detail \"{detail.Name}\" here; a row of the kind {kind.Name} {known}");
        }

        if (detail.Value.Length == 0)
        {
            return new CatalogProblem(detail.Span, $"the detail \"{detail.Name}\" has no value; write {detail.Name}=…");
        }

        if (kind.Values.TryGetValue(detail.Name, out var allowed) && !allowed.IsEmpty)
        {
            var values = detail.Name == UserKinds.Clears ? detail.Value.Split(',') : [detail.Value];
            if (values.FirstOrDefault(value => !allowed.Contains(value)) is { } wrong)
            {
                return new CatalogProblem(detail.ValueSpan, $"\"{wrong}\" is no value of {detail.Name}; it is one of {string.Join(", ", allowed)}");
            }
        }

        return null;
    }

    private ImmutableArray<TextSpan> Split(TextSpan span, char separator)
    {
        var parts = ImmutableArray.CreateBuilder<TextSpan>();
        var start = span.Start;
        for (var i = span.Start; i <= span.End; i++)
        {
            if (i == span.End || Text[i] == separator)
            {
                parts.Add(Trim(TextSpan.FromBounds(start, i)));
                start = i + 1;
            }
        }

        return parts.ToImmutable();
    }

    /// <summary>The span without white space at its ends.</summary>
    private TextSpan Trim(TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        while (start < end && char.IsWhiteSpace(Text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(Text[end - 1]))
        {
            end--;
        }

        return TextSpan.FromBounds(start, end);
    }

    private void Report(TextSpan span, string message) => _problems.Add(new CatalogProblem(span, message));
}
