namespace ExtensionEndpoints;

public sealed record RecipeRequest(string Ingredients, int Servings);

public sealed record Recipe(string Text);

public interface IRecipeWriter
{
    IReadOnlyList<string> Known();

    Task<Recipe> WriteAsync(RecipeRequest request);
}

internal sealed class RecipeWriter(IChatClient chat) : IRecipeWriter
{
    public IReadOnlyList<string> Known() => ["Ratatouille", "Risotto"];

    public async Task<Recipe> WriteAsync(RecipeRequest request)
    {
        var response = await chat.GetResponseAsync($"A recipe for {request.Servings} with: {request.Ingredients}");
        return new Recipe(response.Text);
    }
}
