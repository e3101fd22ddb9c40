using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace SentimentMl;

public class SentimentRequest
{
    [Required, MaxLength(1000)]
    public required string Text { get; init; }
}

[ApiController, Route("sentiment")]
public class SentimentController(SentimentService service) : ControllerBase
{
    [HttpPost]
    public IActionResult Post(SentimentRequest request) => Ok(new { positive = service.IsPositive(request.Text) }); // Noncompliant {{AIR3001}}

    [HttpPost("reviewed"), Authorize(Roles = "analyst")]
    public IActionResult PostReviewed(SentimentRequest request) => Ok(new { positive = service.IsPositive(request.Text) }); // Compliant: analysts only
}
