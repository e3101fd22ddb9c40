using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LibraryControllers;

public sealed record Memo([property: StringLength(3000)] string Text);

/// <summary>A library of controllers: no program here maps them.</summary>
[ApiController, Route("memos")]
public class MemoController(IChatClient chat) : ControllerBase
{
    [HttpPost("shorten")]
    public async Task<string> ShortenAsync(Memo memo) => (await chat.GetResponseAsync($"Shorten: {memo.Text}")).Text; // Noncompliant {{AIR3001}}

    [HttpPost("expand"), Authorize]
    public async Task<string> ExpandAsync(Memo memo) => (await chat.GetResponseAsync($"Expand: {memo.Text}")).Text; // Compliant: [Authorize] on the action
}
