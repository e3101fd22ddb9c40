namespace EndpointClassesInGroup;

public record DraftRequest(string Topic);

public class CreateDraft : IEndpoint
{
    public void MapEndpoint(IEndpointRouteBuilder routes) => routes.MapPost("drafts", Handle); // Compliant: every endpoint class is mapped into a protected group

    private static async Task<IResult> Handle(DraftRequest request, IChatClient chat) =>
        Results.Ok((await chat.GetResponseAsync($"Write a blog post about {request.Topic}")).Text);
}

public class ReviewDraft : IEndpoint
{
    public void MapEndpoint(IEndpointRouteBuilder routes)
    {
        routes.MapPost("drafts/review", async (DraftRequest request, IChatClient chat) => // Compliant: every endpoint class is mapped into a protected group
        {
            var review = await chat.GetResponseAsync($"Review this draft: {request.Topic}");
            return TypedResults.Ok(review.Text);
        });
    }
}
