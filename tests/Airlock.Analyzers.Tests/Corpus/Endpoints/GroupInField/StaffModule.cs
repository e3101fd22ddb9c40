namespace GroupInField;

internal sealed class StaffModule(IEndpointRouteBuilder app)
{
    private readonly RouteGroupBuilder _group = app.MapGroup("/staff").RequireAuthorization();

    public void Map()
    {
        _group.MapPost("/complete", async (Prompt prompt, IChatClient chat) => (await chat.GetResponseAsync(prompt.Text)).Text); // Compliant: the field holds a protected group
        _group.MapGroup("/reports").MapPost("/", ReportAsync); // Compliant: a group inside the protected one
    }

    private static async Task<IResult> ReportAsync(Prompt prompt, IChatClient chat)
    {
        var report = await chat.GetResponseAsync($"Write a report about {prompt.Text}");
        return Results.Text(report.Text);
    }
}
