namespace DevelopmentRoutes;

public record IdeaRequest(string Field);

public static class Ideas
{
    public static async Task<string[]> FindAsync(IdeaRequest request, IChatClient chat)
    {
        var ideas = await chat.GetResponseAsync($"Ten ideas for {request.Field}, one a line");
        return ideas.Text.Split('\n');
    }

    public static void MapDebugTools(this IEndpointRouteBuilder app) =>
        app.MapPost("/debug/raw", async (IdeaRequest request, IChatClient chat) => // Compliant: called in development only
            (await chat.GetResponseAsync(request.Field)).Text);
}
