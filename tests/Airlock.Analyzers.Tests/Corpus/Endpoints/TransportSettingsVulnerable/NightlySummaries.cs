internal sealed class NightlySummaries(IChatClient client) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var file in Directory.EnumerateFiles("tickets", "*.txt"))
        {
            var summary = await client.GetResponseAsync("Summarise: " + await File.ReadAllTextAsync(file, stoppingToken), cancellationToken: stoppingToken);
            Console.WriteLine(summary.Text);
        }
    }
}
