namespace EndpointClassesOpen;

public interface IEndpoint
{
    void Map(IEndpointRouteBuilder app);
}

public sealed class AskEndpoint : IEndpoint
{
    public sealed record Request(string Question);

    public void Map(IEndpointRouteBuilder app) => app.MapPost("/ask", HandleAsync).WithTags("Ask"); // Noncompliant {{AIR3001}}

    private static async Task<string> HandleAsync(Request request, IChatClient chat, CancellationToken cancellation) =>
        (await chat.GetResponseAsync(request.Question, cancellationToken: cancellation)).Text;
}

public sealed class RewriteEndpoint : IEndpoint
{
    public sealed record Request(string Text, string Tone);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/rewrite", HandleAsync) // Compliant: authorization on the route
            .RequireAuthorization()
            .WithTags("Rewrite");
    }

    private async Task<string> HandleAsync(Request request, IChatClient chat, CancellationToken cancellation)
    {
        var response = await chat.GetResponseAsync($"Rewrite in a {request.Tone} tone:\n{request.Text}", cancellationToken: cancellation);
        return response.Text;
    }
}

public sealed class VersionEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder app) => app.MapGet("/version", () => "1.4.0");
}
