using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;

namespace EverythingRight;

public record Wish([property: Required, MaxLength(1000)] string Text);

public class Concierge(IChatClient chat)
{
    public async Task<string> FulfilAsync(Wish wish)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wish.Text.Length, 1000);
        return (await chat.GetResponseAsync([new(ChatRole.System, "You are a concierge."), new(ChatRole.User, wish.Text)])).Text;
    }
}

public class ConciergeHub(Concierge concierge) : Hub
{
    public async Task Ask(string text) => await Clients.Caller.SendAsync("Answer", await concierge.FulfilAsync(new Wish(text)));
}

[ApiController, Authorize, Route("bookings")]
public class BookingController(Concierge concierge) : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> BookAsync(Wish wish) => Ok(await concierge.FulfilAsync(wish)); // Compliant
}
