using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;

namespace EverythingWrong;

public record Wish(string Text);

public class Concierge(IChatClient chat)
{
    public async Task<string> FulfilAsync(Wish wish) => (await chat.GetResponseAsync($"You are a concierge. {wish.Text}")).Text;
}

public class ConciergeHub(Concierge concierge) : Hub
{
    public async Task Ask(string text) => await Clients.Caller.SendAsync("Answer", await concierge.FulfilAsync(new Wish(text)));
}

[ApiController, Route("bookings")]
public class BookingController(Concierge concierge) : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> BookAsync(Wish wish) // Noncompliant {{AIR3001}} {{AIR3003}} {{AIR3006}} {{AIR3007}}
    {
        try
        {
            return Ok(await concierge.FulfilAsync(wish));
        }
        catch (Exception ex)
        {
            return StatusCode(500, new { error = ex.Message }); // Noncompliant {{AIR3004}}
        }
    }
}
