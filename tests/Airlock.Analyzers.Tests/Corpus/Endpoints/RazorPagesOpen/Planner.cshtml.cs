using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace RazorPagesOpen.Pages
{
    public class PlannerModel(IChatClient chat) : PageModel
    {
        public string? Plan { get; private set; }

        public async Task OnPostAsync(string goal) => // Compliant: AuthorizePage
            Plan = (await chat.GetResponseAsync($"Plan: {goal}")).Text;
    }

    [Authorize]
    public class DiaryModel(IChatClient chat) : PageModel
    {
        public async Task<IActionResult> OnPostSummaryAsync(string entry) // Compliant: [Authorize] on the page model
        {
            var summary = await chat.GetResponseAsync($"Summarize: {entry}");
            return Content(summary.Text);
        }
    }
}

namespace RazorPagesOpen.Pages.Editors
{
    public class HeadlineModel(IChatClient chat) : PageModel
    {
        public string? Headline { get; private set; }

        public async Task OnPostAsync(string article) => // Compliant: AuthorizeFolder
            Headline = (await chat.GetResponseAsync($"A headline for: {article}")).Text;
    }
}
