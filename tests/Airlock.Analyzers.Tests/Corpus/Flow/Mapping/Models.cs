namespace Contoso.Mapping;

public class SuggestionDto
{
    public string? Filter { get; set; }

    public string? Source { get; set; }

    public int? Top { get; set; }
}

public class Suggestion
{
    public Suggestion(SuggestionDto dto)
    {
        Filter = dto.Filter ?? "1 = 1";
        Source = dto.Source == "archive" ? "archive" : "live";
        Top = dto.Top ?? 10;
    }

    public string Filter { get; }

    public string Source { get; }

    public int Top { get; }
}

public static class SuggestionMapping
{
    public static Suggestion ToSuggestion(this SuggestionDto dto) => new(dto);

    public static SuggestionView ToView(this Suggestion suggestion) => new(suggestion.Filter, suggestion.Source, suggestion.Top);
}

public record SuggestionView(string Where, string Table, int Limit);
