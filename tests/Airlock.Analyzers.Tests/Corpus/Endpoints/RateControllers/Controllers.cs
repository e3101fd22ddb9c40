using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace RateControllers;

public record Job(string Description);

[ApiController, Route("jobs"), EnableRateLimiting("per-minute")]
public class JobController(IChatClient chat) : ControllerBase
{
    [HttpPost("advert")]
    public Task<string> AdvertAsync(Job job) => AskAsync($"An advert for {job.Description}"); // Compliant: the policy is on the class

    [HttpPost("salary")]
    [DisableRateLimiting]
    public Task<string> SalaryAsync(Job job) => AskAsync($"A salary for {job.Description}"); // Noncompliant {{AIR3003}}

    private async Task<string> AskAsync(string prompt) => (await chat.GetResponseAsync(prompt)).Text;
}

[ApiController, Route("applications")]
public class ApplicationController(IChatClient chat) : ControllerBase
{
    [HttpPost("letter")]
    public async Task<string> LetterAsync(Job job) => (await chat.GetResponseAsync($"A letter for {job.Description}")).Text; // Noncompliant {{AIR3003}}

    [HttpPost("questions"), EnableRateLimiting("per-minute")]
    public async Task<string> QuestionsAsync(Job job) => (await chat.GetResponseAsync($"Questions for {job.Description}")).Text; // Compliant: the policy is on the action
}
