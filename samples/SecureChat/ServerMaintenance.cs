using Microsoft.Extensions.AI;

namespace SecureChat;

/// <summary>The maintenance that exists. A wish that fits none of it is not granted.</summary>
public enum MaintenanceTask
{
    None,
    CompactDatabase,
    CollectGarbage,
}

/// <summary>Lets the shop's staff ask for maintenance in their own words: the model picks a task, the code of the task is ours.</summary>
public sealed class ServerMaintenance(OrderDatabase database, ILogger<ServerMaintenance> log)
{
    /// <summary>Does what was asked and returns its name, or null if no task fits.</summary>
    public async Task<string?> RunAsync(IChatClient model, string wish, CancellationToken cancellation)
    {
        var answer = await model.GetResponseAsync<MaintenanceTask>(
            [new(ChatRole.System, "Choose the maintenance task that fits the wish, or none."), new(ChatRole.User, wish)],
            new ChatOptions { MaxOutputTokens = ChatModel.MaximumOutputTokens },
            cancellationToken: cancellation);
        var task = answer.TryGetResult(out var chosen) ? chosen : MaintenanceTask.None;
        switch (task)
        {
            case MaintenanceTask.CompactDatabase:
                using (var connection = database.Connect())
                using (var command = connection.CreateCommand())
                {
                    command.CommandText = "VACUUM";
                    await command.ExecuteNonQueryAsync(cancellation);
                }

                break;
            case MaintenanceTask.CollectGarbage:
                GC.Collect();
                break;
            default:
                return null;
        }

        log.LogInformation("Did maintenance task {Task}", task);
        return task.ToString();
    }
}
