namespace GroupOfGroups;

public record Era(string Name);

public abstract class Module(string prefix)
{
    /// <summary>A group of the module, for signed-in users.</summary>
    public RouteGroupBuilder Group(IEndpointRouteBuilder app) => app.MapGroup(prefix).RequireAuthorization();

    public abstract void Map(IEndpointRouteBuilder app);
}

public class HistoryModule() : Module("/history")
{
    public override void Map(IEndpointRouteBuilder app) => Group(app).MapPost("/tell", TellAsync); // Compliant: the base class's group is protected

    private static async Task<string> TellAsync(Era era, IChatClient chat) => (await chat.GetResponseAsync($"Tell of {era.Name}")).Text;
}

public class FutureModule() : Module("/future")
{
    public override void Map(IEndpointRouteBuilder app)
    {
        Group(app).MapPost("/plan", GuessAsync); // Compliant: the base class's group is protected
        app.MapPost("/future/guess", GuessAsync); // Noncompliant {{AIR3001}}
    }

    private static async Task<string> GuessAsync(Era era, IChatClient chat) => (await chat.GetResponseAsync($"After {era.Name}?")).Text;
}

public static class ModuleExtensions
{
    public static void MapModules(this WebApplication app, params Module[] modules)
    {
        foreach (var module in modules)
        {
            module.Map(app);
        }
    }
}
