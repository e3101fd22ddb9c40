namespace EndpointClassesInGroup;

public interface IEndpoint
{
    void MapEndpoint(IEndpointRouteBuilder routes);
}

public static class EndpointRegistration
{
    public static WebApplication MapEndpoints(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization();
        IEndpoint[] endpoints = [new CreateDraft(), new ReviewDraft()];
        foreach (var endpoint in endpoints)
        {
            endpoint.MapEndpoint(api);
        }

        return app;
    }
}
