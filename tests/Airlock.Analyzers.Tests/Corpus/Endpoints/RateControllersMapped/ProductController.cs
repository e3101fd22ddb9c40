using Microsoft.AspNetCore.Mvc;

namespace RateControllersMapped;

public record Product(string Name);

[ApiController, Route("products")]
public class ProductController(IChatClient chat) : ControllerBase
{
    [HttpPost("text")]
    public async Task<string> TextAsync(Product product) // Compliant: all controllers are mapped with a policy
    {
        var text = await chat.GetResponseAsync($"A text for {product.Name}");
        return text.Text;
    }
}
