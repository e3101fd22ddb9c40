using System.Threading.RateLimiting;
using InputLengths;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using OllamaSharp;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"));
builder.Services.AddRateLimiter(options =>
{
    options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetTokenBucketLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 30,
            TokensPerPeriod = 10,
            ReplenishmentPeriod = TimeSpan.FromSeconds(30),
        }));
});
builder.Services.AddHttpLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/proofread", async (Passage passage, IChatClient chat) => (await chat.GetResponseAsync($"Proofread: {passage.Text}")).Text); // Noncompliant {{AIR3007}}
app.MapPost("/proofread/short", async (ShortPassage passage, IChatClient chat) => (await chat.GetResponseAsync($"Proofread: {passage.Text}")).Text); // Compliant: [MaxLength] on the property
app.MapPost("/proofread/note", async (Note note, IChatClient chat) => (await chat.GetResponseAsync($"Proofread: {note.Text}")).Text); // Compliant: [StringLength] on the property
app.MapPost("/proofread/checked", async (Passage passage, IChatClient chat) => // Compliant: compares the length
{
    if (passage.Text.Length > 4000)
    {
        return Results.BadRequest("At most 4000 characters.");
    }

    return Results.Ok((await chat.GetResponseAsync($"Proofread: {passage.Text}")).Text);
});
app.MapPost("/proofread/cut", async (Passage passage, IChatClient chat) => // Compliant: cuts the text
{
    var text = passage.Text[..Math.Min(passage.Text.Length, 4000)];
    return Results.Ok((await chat.GetResponseAsync($"Proofread: {text}")).Text);
});
app.MapPost("/proofread/raw", async (HttpRequest request, IChatClient chat) => // Noncompliant {{AIR3007}}
{
    using var reader = new StreamReader(request.Body);
    var text = await reader.ReadToEndAsync();
    return Results.Ok((await chat.GetResponseAsync($"Proofread: {text}")).Text);
});
app.MapPost("/proofread/limited", async (Passage passage, IChatClient chat) => (await chat.GetResponseAsync($"Proofread: {passage.Text}")).Text) // Compliant: a limit on the request's size
    .WithMetadata(new RequestSizeLimitAttribute(16 * 1024));
app.MapGet("/proofread", async (string text, IChatClient chat) => (await chat.GetResponseAsync($"Proofread: {text}")).Text); // Compliant: the server bounds the request line
app.MapPost("/proofread/{word}", async (string word, IChatClient chat) => (await chat.GetResponseAsync($"Proofread: {word}")).Text); // Compliant: the server bounds the request line
app.MapPost("/proofread/numbers", async (Numbers numbers, IChatClient chat) => (await chat.GetResponseAsync($"Add {numbers.First} and {numbers.Second}")).Text); // Compliant: takes no text
app.MapPost("/proofread/parameter", async ([FromBody] string text, IChatClient chat) => (await chat.GetResponseAsync($"Proofread: {text}")).Text); // Noncompliant {{AIR3007}}
app.Run();
