using System.ClientModel;
using Azure.AI.OpenAI;
using Microsoft.AspNetCore.Authentication.Cookies;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(services => new AzureOpenAIClient(
        new Uri(services.GetRequiredService<IConfiguration>()["AzureOpenAI:Endpoint"]!),
        new ApiKeyCredential(services.GetRequiredService<IConfiguration>()["AzureOpenAI:ApiKey"]!))
    .GetChatClient("chat").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);

var app = builder.Build();
app.UseW3CLogging();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/obituary", async (Person person, IChatClient chat) => // Noncompliant {{AIR3003}}
{
    var text = await chat.GetResponseAsync($"An obituary for {person.Name}: {person.Life}");
    return Results.Ok(text.Text);
});
app.MapGet("/templates", () => new[] { "short", "long" }); // Compliant: runs no model
app.Run();

internal sealed record Person(string Name, string Life);
