namespace GroupReturned;

public record Poem(string Subject);

internal static class Api
{
    public static RouteGroupBuilder CreateApi(this IEndpointRouteBuilder app, string name) => app.MapGroup($"/{name}").WithTags(name);

    public static RouteGroupBuilder CreateMembersApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/members");
        group.RequireAuthorization();
        return group;
    }

    public static RouteHandlerBuilder MapLimerick(this IEndpointRouteBuilder app) =>
        app.MapPost("/limerick", PoemHandlers.SonnetAsync); // Compliant: the caller protects what is returned

    public static RouteHandlerBuilder MapBallad(this IEndpointRouteBuilder app) =>
        app.MapPost("/ballad", PoemHandlers.SonnetAsync); // Noncompliant {{AIR3001}}
}

internal static class PoemHandlers
{
    public static async Task<string> HaikuAsync(Poem poem, IChatClient chat) => (await chat.GetResponseAsync($"A haiku about {poem.Subject}")).Text;

    public static async Task<string> SonnetAsync(Poem poem, IChatClient chat) => (await chat.GetResponseAsync($"A poem about {poem.Subject}")).Text;
}
