using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace RazorPagesOpen.Pages;

public class WriterModel(IChatClient chat) : PageModel
{
    [BindProperty]
    public string Subject { get; set; } = "";

    public string? Text { get; private set; }

    public void OnGet() => Text = "Give me a subject.";

    public async Task<IActionResult> OnPostAsync() // Noncompliant {{AIR3001}}
    {
        Text = (await chat.GetResponseAsync($"Write about {Subject}")).Text;
        return Page();
    }
}
