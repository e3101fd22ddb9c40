namespace GroupPassedAround;

public record Query(string Text);

internal static class ChatRoutes
{
    /// <summary>Partners come in without a user.</summary>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/chat", async (Query query, IChatClient chat) => // Noncompliant {{AIR3001}}
            Results.Ok((await chat.GetResponseAsync(query.Text)).Text));
    }
}

internal static class SearchRoutes
{
    public static void Map(RouteGroupBuilder group) => MapCore(group.MapGroup("/search"));

    private static void MapCore(IEndpointRouteBuilder search)
    {
        search.MapPost("/", async (Query query, IChatClient chat) => // Compliant: both callers pass a protected group
            Results.Ok((await chat.GetResponseAsync($"Rephrase as search terms: {query.Text}")).Text));
    }
}
