using Microsoft.AspNetCore.Mvc.RazorPages;

namespace RazorPagesProtected.Pages;

public class AskModel(IChatClient chat) : PageModel
{
    public string? Answer { get; private set; }

    public async Task OnPostAsync(string question) // Compliant: the root folder is authorized
    {
        var response = await chat.GetResponseAsync(question);
        Answer = response.Text;
    }
}

public class TryModel(IChatClient chat) : PageModel
{
    public string? Answer { get; private set; }

    public async Task OnPostAsync(string question) // Noncompliant {{AIR3002}}
    {
        var response = await chat.GetResponseAsync(question);
        Answer = response.Text;
    }
}
