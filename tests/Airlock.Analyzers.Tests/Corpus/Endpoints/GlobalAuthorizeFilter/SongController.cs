using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace GlobalAuthorizeFilter;

public record Song(string Title);

[ApiController]
[Route("api/songs")]
public class SongController(IChatClient chat) : ControllerBase
{
    [HttpPost("chords")]
    public Task<string> ChordsAsync(Song song) => AskAsync($"Chords for {song.Title}"); // Compliant: the global filter

    [HttpPost("rhymes")]
    [AllowAnonymous]
    public Task<string> RhymesAsync(Song song) => AskAsync($"Words that rhyme with {song.Title}"); // Noncompliant {{AIR3002}}

    private async Task<string> AskAsync(string prompt) => (await chat.GetResponseAsync(prompt)).Text;
}
