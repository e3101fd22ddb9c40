namespace GroupInField;

public record Prompt(string Text);

internal sealed class PublicModule
{
    private readonly RouteGroupBuilder _group;

    public PublicModule(IEndpointRouteBuilder app)
    {
        _group = app.MapGroup("/public").WithTags("Public");
    }

    public void Map()
    {
        _group.MapGet("/ping", () => "pong");
        _group.MapPost("/complete", CompleteAsync); // Noncompliant {{AIR3001}}
    }

    private static async Task<string> CompleteAsync(Prompt prompt, IChatClient chat) => (await chat.GetResponseAsync(prompt.Text)).Text;
}
