using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace InputControllers;

public record Complaint(string Text, string Order);

public record Praise(string Text);

public record Wish([MaxLength(300)] string Text);

public class ComplaintValidator : AbstractValidator<Complaint>
{
    public ComplaintValidator()
    {
        RuleFor(complaint => complaint.Text).NotEmpty().MaximumLength(3000);
        RuleFor(complaint => complaint.Order).Length(8, 12);
    }
}

[ApiController, Route("complaints")]
public class ComplaintController(IChatClient chat, IValidator<Complaint> validator) : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> PostAsync(Complaint complaint) // Compliant: the validator bounds the text
    {
        var result = await validator.ValidateAsync(complaint);
        return result.IsValid ? Ok((await chat.GetResponseAsync($"Answer: {complaint.Text}")).Text) : BadRequest(result.ToDictionary());
    }
}

[ApiController, Route("praise")]
public class PraiseController(IChatClient chat) : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> PostAsync(Praise praise) => Ok((await chat.GetResponseAsync($"Say thanks: {praise.Text}")).Text); // Noncompliant {{AIR3007}}

    [HttpPost("limited")]
    [RequestSizeLimit(8_192)]
    public async Task<IActionResult> PostLimitedAsync(Praise praise) => Ok((await chat.GetResponseAsync($"Say thanks: {praise.Text}")).Text); // Compliant: a limit on the request's size

    [HttpPost("wish")]
    public async Task<IActionResult> PostWishAsync(Wish wish) => Ok((await chat.GetResponseAsync($"Grant: {wish.Text}")).Text); // Compliant: [MaxLength] on the parameter

    [HttpGet("{topic}")]
    public async Task<IActionResult> GetAsync(string topic, [FromQuery] string? tone) => // Compliant: the server bounds the request line
        Ok((await chat.GetResponseAsync($"Praise {topic} in a {tone} tone")).Text);
}
