using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Mvc;

namespace HelpPortal.Navigation;

/// <summary>A portal in which a model finds the page that a visitor looks for.</summary>
public class SearchController(IChatClient chat) : Controller
{
    [HttpGet("go")]
    public async Task<IActionResult> Go(string question)
    {
        var page = await chat.GetResponseAsync($"Which address answers: {question}");
        return Redirect(page.Text); // Noncompliant {{AIR1008}}
    }

    [HttpGet("go/local")]
    public async Task<IActionResult> GoLocal(string question)
    {
        var page = await chat.GetResponseAsync($"Which address answers: {question}");
        return LocalRedirect(page.Text); // Compliant: refuses addresses of other hosts
    }

    [HttpGet("go/checked")]
    public async Task<IActionResult> GoChecked(string question)
    {
        var page = (await chat.GetResponseAsync($"Which address answers: {question}")).Text;
        if (Url.IsLocalUrl(page))
        {
            return Redirect(page); // Compliant: local
        }

        return NotFound();
    }

    [HttpGet("go/permanent")]
    public async Task<IActionResult> GoPermanent(string question)
    {
        var page = (await chat.GetResponseAsync($"Which address answers: {question}")).Text;
        return string.IsNullOrWhiteSpace(page) ? NotFound() : RedirectPermanent(page); // Noncompliant {{AIR1008}}
    }

    [HttpGet("go/article")]
    public async Task<IActionResult> GoArticle(string question)
    {
        var article = await chat.GetResponseAsync<int>($"Which article number answers: {question}");
        return Redirect($"/articles/{article.Result}"); // Compliant: a number in a constant path
    }
}

public static class ShortcutEndpoints
{
    private static readonly Dictionary<string, string> Targets = new()
    {
        ["billing"] = "https://billing.example.com",
        ["status"] = "https://status.example.com",
    };

    public static void Map(WebApplication app)
    {
        app.MapGet("/shortcut", async (string wish, IChatClient chat) =>
        {
            var target = await chat.GetResponseAsync($"Which of our sites fits: {wish}");
            return Results.Redirect(target.Text); // Noncompliant {{AIR1008}}
        });

        app.MapGet("/shortcut/known", async (string wish, IChatClient chat) =>
        {
            var name = await chat.GetResponseAsync($"Answer 'billing' or 'status': {wish}");
            return Results.Redirect(Targets.GetValueOrDefault(name.Text, "/")); // Compliant: a value of a constant dictionary
        });

        app.MapGet("/shortcut/response", async (HttpContext context, IChatClient chat) =>
        {
            var target = await chat.GetResponseAsync("Where do visitors go today?");
            context.Response.Redirect(target.Text.Trim()); // Noncompliant {{AIR1008}}
        });
    }
}

public class Guide(IChatClient chat, NavigationManager navigation) : ComponentBase
{
    public async Task GuideAsync(string question)
    {
        var page = await chat.GetResponseAsync($"Which page of the app answers: {question}");
        navigation.NavigateTo(page.Text, forceLoad: true); // Noncompliant {{AIR1008}}
    }

    public async Task GuideKnownAsync(string question)
    {
        var page = await chat.GetResponseAsync($"Answer 'orders' or 'profile': {question}");
        navigation.NavigateTo(page.Text == "orders" ? "/orders" : "/profile"); // Compliant: one of two constants
    }
}
