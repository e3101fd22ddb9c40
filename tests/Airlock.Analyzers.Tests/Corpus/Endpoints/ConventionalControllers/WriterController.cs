using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.SemanticKernel;

namespace ConventionalControllers;

public class DraftModel
{
    [Required, StringLength(400)]
    public string Subject { get; set; } = "";
}

public class WriterController(Kernel kernel) : Controller
{
    public IActionResult Index() => View();

    [HttpPost]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Draft(DraftModel model) // Noncompliant {{AIR3001}}
    {
        if (!ModelState.IsValid)
        {
            return View("Index", model);
        }

        var text = await kernel.InvokePromptAsync<string>("Write an e-mail about {{$subject}}", new KernelArguments { ["subject"] = model.Subject });
        return View("Draft", text);
    }

    [Authorize(Roles = "Editor")]
    public async Task<IActionResult> Newsletter(DraftModel model) // Compliant: editors only
    {
        var text = await kernel.InvokePromptAsync("Write a newsletter about {{$subject}}", new KernelArguments { ["subject"] = model.Subject });
        return View("Draft", text.ToString());
    }
}
