using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ControllersMapProtected;

public record Review(string Text, int Stars);

[ApiController, Route("reviews")]
public class ReviewController(IChatClient chat) : ControllerBase
{
    [HttpPost("reply")]
    public async Task<string> ReplyAsync(Review review) => // Compliant: all controllers are mapped with authorization
        (await chat.GetResponseAsync($"Reply to this review with {review.Stars} stars: {review.Text}")).Text;
}

[ApiController, Route("public/reviews"), AllowAnonymous]
public class PublicReviewController(IChatClient chat) : ControllerBase
{
    [HttpGet("count")]
    public int Count() => 12; // Compliant: runs no model

    [HttpPost("mood")]
    public async Task<string> MoodAsync(Review review) // Noncompliant {{AIR3002}}
    {
        var mood = await chat.GetResponseAsync($"One word for the mood of: {review.Text}");
        return mood.Text;
    }

    [HttpPost("mood/staff")]
    [Authorize]
    public async Task<string> StaffMoodAsync(Review review) // Noncompliant {{AIR3002}}
    {
        // The anonymous class wins over the attribute here.
        var mood = await chat.GetResponseAsync($"A sentence for the mood of: {review.Text}");
        return mood.Text;
    }
}
