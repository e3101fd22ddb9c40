namespace HandlerChecksUser;

public record Exercise(string Name, int Repetitions);

public class Subscriptions
{
    private readonly HashSet<string> _active = [];

    public bool IsActive(string user) => _active.Contains(user);
}

public class Coach(IChatClient chat)
{
    public async Task<string> AdviseAsync(Exercise exercise)
    {
        var advice = await chat.GetResponseAsync($"Advice on {exercise.Repetitions} repetitions of {exercise.Name}");
        return advice.Text;
    }
}
