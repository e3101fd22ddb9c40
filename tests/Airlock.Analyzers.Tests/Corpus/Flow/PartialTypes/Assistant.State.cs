namespace Northwind.Desk;

public partial class DeskAssistant
{
    private readonly IChatClient _client;

    private string _suggested = "";

    private string _program = "status";

    public DeskAssistant(IChatClient client) => _client = client;

    public partial string Suggestion { get; set; }

    partial void OnSuggested(string text);
}
