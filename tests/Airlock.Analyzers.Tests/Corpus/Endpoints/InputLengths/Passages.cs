using System.ComponentModel.DataAnnotations;

namespace InputLengths;

public record Passage(string Text);

public record ShortPassage([property: MaxLength(2000)] string Text);

public class Note
{
    [Required]
    [StringLength(500, MinimumLength = 1)]
    public string Text { get; set; } = "";
}

public record Numbers(int First, int Second);
