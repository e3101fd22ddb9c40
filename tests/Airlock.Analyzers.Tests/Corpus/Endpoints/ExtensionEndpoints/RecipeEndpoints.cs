namespace ExtensionEndpoints;

public static class RecipeEndpoints
{
    public static IEndpointRouteBuilder MapRecipeEndpoints(this IEndpointRouteBuilder app)
    {
        var recipes = app.MapGroup("/recipes").WithTags("Recipes");
        recipes.MapGet("/", (IRecipeWriter writer) => writer.Known()); // Compliant: runs no model
        recipes.MapPost("/", async (RecipeRequest request, IRecipeWriter writer) => // Noncompliant {{AIR3001}}
            TypedResults.Ok(await writer.WriteAsync(request)));
        return app;
    }
}

public static class MenuEndpoints
{
    public static void MapMenuEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/menus", async (RecipeRequest request, IRecipeWriter writer) => // Compliant: the only caller passes a protected group
            TypedResults.Ok(await writer.WriteAsync(request)));
    }
}
