using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace AzureFunctions;

public class TextFunctions(IChatClient chat, Throttle throttle, ILogger<TextFunctions> logger)
{
    [Function("Summarize")]
    public async Task<IActionResult> Summarize([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request) // Noncompliant {{AIR3002}}
    {
        if (!throttle.TryEnter())
        {
            return new StatusCodeResult(StatusCodes.Status429TooManyRequests);
        }

        logger.LogInformation("Summarize was called");
        return new OkObjectResult(await CompleteAsync("Summarize: ", request));
    }

    [Function("Translate")]
    public async Task<IActionResult> Translate([HttpTrigger(AuthorizationLevel.Function, "post", Route = "translate/{language}")] HttpRequest request, string language) // Compliant: the function key
    {
        if (!throttle.TryEnter())
        {
            return new StatusCodeResult(StatusCodes.Status429TooManyRequests);
        }

        logger.LogInformation("Translate was called");
        return new OkObjectResult(await CompleteAsync($"Translate to {language}: ", request));
    }

    [Function("Mail")]
    public async Task<IActionResult> Mail([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request) // Compliant: checks a key of its own
    {
        if (request.Headers["X-Mail-Key"] != Environment.GetEnvironmentVariable("MAIL_KEY"))
        {
            return new UnauthorizedResult();
        }

        if (!throttle.TryEnter())
        {
            return new StatusCodeResult(StatusCodes.Status429TooManyRequests);
        }

        logger.LogInformation("Mail was called");
        return new OkObjectResult(await CompleteAsync("Answer this mail: ", request));
    }

    [Function("Alive")]
    public IActionResult Alive([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => new OkResult(); // Compliant: runs no model

    private async Task<string> CompleteAsync(string instruction, HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return (await chat.GetResponseAsync(instruction + await reader.ReadToEndAsync())).Text;
    }
}
