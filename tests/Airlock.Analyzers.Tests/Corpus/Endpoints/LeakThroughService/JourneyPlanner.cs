namespace LeakThroughService;

public record Journey(string From, string To);

public record Plan(string? Text, string? Error);

public class JourneyPlanner(IChatClient chat, ILogger<JourneyPlanner> logger)
{
    public async Task<Plan> PlanAsync(Journey journey)
    {
        try
        {
            var response = await chat.GetResponseAsync($"Plan a journey from {journey.From} to {journey.To}");
            return new Plan(response.Text, null);
        }
        catch (Exception ex)
        {
            logger.LogWarning(ex, "No journey");
            return new Plan(null, ex.Message);
        }
    }
}
