using System.ComponentModel.DataAnnotations;

namespace LibraryRoutes;

public sealed record TagRequest([property: MaxLength(5000)] string Text);

/// <summary>A library: the program that calls this is elsewhere, and may pass a protected group.</summary>
public static class TagEndpoints
{
    public static IEndpointConventionBuilder MapTagging(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/tags");
        group.MapPost("/", async (TagRequest request, IChatClient chat) => // Noncompliant {{AIR3001}}
            (await chat.GetResponseAsync($"Five tags for: {request.Text}")).Text.Split(','));
        return group;
    }

    public static void MapProtectedTagging(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/protected-tags", async (TagRequest request, IChatClient chat) => // Compliant: protected whoever maps it
            (await chat.GetResponseAsync($"Five tags for: {request.Text}")).Text.Split(',')).RequireAuthorization();
    }
}
