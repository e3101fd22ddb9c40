using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.AI;

namespace Northwind.Help;

public class AnswerModel(IChatClient client) : PageModel
{
    public string Answer { get; private set; } = "";

    public string Title { get; private set; } = "<em>Answer</em>";

    public async Task OnPostAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        Answer = reply.Text;
    }
}
