using System.Text.Json;

namespace Contoso.Mapping;

public class SuggestionService(IChatClient client, SuggestionStore store)
{
    public async Task<IEnumerable<dynamic>> SuggestAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        var view = JsonSerializer.Deserialize<SuggestionDto>(reply.Text)!.ToSuggestion().ToView();
        return view.Limit > 100 ? await store.AllAsync(view) : await store.FilteredAsync(view);
    }
}
