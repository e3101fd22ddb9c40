using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ApiControllers;

[ApiController]
[Authorize]
[Route("api/images")]
public class ImageController(IChatClient chat) : ControllerBase
{
    [HttpPost("describe")]
    [RequestSizeLimit(2_000_000)]
    public async Task<IActionResult> DescribeAsync(IFormFile file) // Compliant: [Authorize] on the class
    {
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory);
        var message = new ChatMessage(ChatRole.User, [new TextContent("Describe the image."), new DataContent(memory.ToArray(), "image/png")]);
        var response = await chat.GetResponseAsync([message]);
        return Ok(response.Text);
    }
}
