using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(options =>
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })));
builder.Services.AddHttpLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();

var explain = app.MapPost("/explain", ExplainAsync); // Compliant: protected two statements later
explain.WithName("Explain");
explain.RequireAuthorization();

var quiz = app.MapPost("/quiz", QuizAsync); // Noncompliant {{AIR3001}}
quiz.WithName("Quiz");

var lessons = app.MapGroup("/lessons");
lessons.MapPost("/plan", QuizAsync); // Compliant: the group is protected after the route is mapped
lessons.MapPost("/summary", ExplainAsync); // Compliant: the group is protected after the route is mapped
lessons.WithTags("Lessons").RequireAuthorization("teacher");

RouteHandlerBuilder exam = app.MapPost("/exam", QuizAsync); // Noncompliant {{AIR3001}}
explain.RequireAuthorization("exam");
exam.WithSummary("Writes an exam");
app.Run();

static async Task<IResult> ExplainAsync(Topic topic, IChatClient chat) =>
    Results.Ok((await chat.GetResponseAsync($"Explain {topic.Name} to a pupil of grade {topic.Grade}.")).Text);

static async Task<IResult> QuizAsync(Topic topic, IChatClient chat)
{
    var quiz = await chat.GetResponseAsync($"Five questions about {topic.Name} for grade {topic.Grade}.");
    return Results.Ok(quiz.Text);
}

internal sealed record Topic(string Name, int Grade);
