namespace Northwind.Desk;

public partial class DeskAssistant
{
    public async Task SuggestAsync(string wish)
    {
        var reply = await _client.GetResponseAsync(wish);
        _suggested = reply.Text;
        _program = "fetch";
        Suggestion = reply.Text;
        OnSuggested(reply.Text);
    }
}
