using Microsoft.AspNetCore.Authorization;
using OllamaSharp;
using RateOwnMiddleware;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

var app = builder.Build();
app.UseW3CLogging();
app.UseAuthentication();
app.UseAuthorization();
app.UseMiddleware<QuotaMiddleware>();
app.MapPost("/dictionary", async (Term term, IChatClient chat) => // Compliant: a middleware before it answers 429
    Results.Ok((await chat.GetResponseAsync($"Define {term.Word}")).Text));
app.Run();
