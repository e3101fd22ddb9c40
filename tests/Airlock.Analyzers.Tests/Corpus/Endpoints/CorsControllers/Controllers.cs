using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Mvc;

namespace CorsControllers;

public record Speech(string Occasion);

[ApiController, Route("speeches"), EnableCors("Everyone")]
public class SpeechController(IChatClient chat) : ControllerBase
{
    [HttpPost]
    public async Task<string> WriteAsync(Speech speech) => (await chat.GetResponseAsync($"A speech for {speech.Occasion}")).Text; // Compliant: the policy is reported where it is made
}

[ApiController, Route("toasts")]
public class ToastController(IChatClient chat) : ControllerBase
{
    [HttpPost, EnableCors("Portal")]
    public async Task<string> WriteAsync(Speech speech) => (await chat.GetResponseAsync($"A toast for {speech.Occasion}")).Text; // Compliant: two origins
}

[ApiController, Route("images"), EnableCors("Images")]
public class ImageController : ControllerBase
{
    [HttpGet("{name}")]
    public IActionResult Get(string name) => PhysicalFile($"/srv/images/{Path.GetFileName(name)}", "image/png"); // Compliant: runs no model
}
