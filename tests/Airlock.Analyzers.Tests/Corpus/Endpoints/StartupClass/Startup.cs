using System.Threading.RateLimiting;
using OllamaSharp;

namespace StartupClass;

public record Lyrics(string Theme);

public class Startup
{
    public void ConfigureServices(IServiceCollection services)
    {
        services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
            .ConfigureOptions(options => options.MaxOutputTokens = 500);
        services.AddAuthentication().AddBearerToken();
        services.AddAuthorization();
        services.AddHttpLogging(_ => { });
        services.AddRateLimiter(options => options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(_ =>
            RateLimitPartition.GetConcurrencyLimiter("llama", _ => new ConcurrencyLimiterOptions { PermitLimit = 4 })));
    }

    public void Configure(IApplicationBuilder app)
    {
        app.UseHttpLogging();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseEndpoints(endpoints =>
        {
            endpoints.MapPost("/lyrics", WriteAsync); // Noncompliant {{AIR3001}}
            endpoints.MapPost("/studio/lyrics", WriteAsync).RequireAuthorization(); // Compliant: authorization on the route
            endpoints.MapMethods("/lyrics/draft", ["PUT", "PATCH"], WriteAsync); // Noncompliant {{AIR3001}}
            endpoints.MapFallback(async (HttpContext context, IChatClient chat) => // Noncompliant {{AIR3001}}
                await context.Response.WriteAsync((await chat.GetResponseAsync("Say that there is no such page.")).Text));
        });
    }

    private static async Task<IResult> WriteAsync(Lyrics lyrics, IChatClient chat) =>
        Results.Ok((await chat.GetResponseAsync($"Lyrics about {lyrics.Theme}")).Text);
}
