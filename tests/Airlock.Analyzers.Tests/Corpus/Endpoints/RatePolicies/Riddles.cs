using Microsoft.AspNetCore.RateLimiting;

namespace RatePolicies;

public record Riddle(string Word);

public static class Riddles
{
    public static async Task<string> RiddleAsync(Riddle riddle, IChatClient chat) => (await chat.GetResponseAsync($"A riddle for {riddle.Word}")).Text;

    public static async Task<string> HintAsync(Riddle riddle, IChatClient chat) => (await chat.GetResponseAsync($"A hint for {riddle.Word}")).Text;

    [EnableRateLimiting("chat")]
    public static async Task<string> SolutionAsync(Riddle riddle, IChatClient chat) => (await chat.GetResponseAsync($"Solve: {riddle.Word}")).Text;
}
