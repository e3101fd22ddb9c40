using Spectre.Console;

namespace Airlock.Cli.Output;

/// <summary>Bars for work that is counted in bytes: how much, how fast, how long still.</summary>
internal static class ByteProgress
{
    /// <summary>A display of such bars, which goes away when all is done.</summary>
    public static Progress On(IAnsiConsole console) => console.Progress()
        .AutoClear(true)
        .Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn(),
            new DownloadedColumn(),
            new TransferSpeedColumn(),
            new RemainingTimeColumn());

    /// <summary>Adds a bar.</summary>
    /// <param name="context">The display.</param>
    /// <param name="name">What is worked on, as any file may be named.</param>
    /// <param name="size">Bytes in all, or null if unknown.</param>
    public static IProgress<long> Add(ProgressContext context, string name, long? size)
    {
        var task = context.AddTask(Markup.Escape(Terminal.Printable(name)), maxValue: Math.Max(size ?? 1, 1));
        task.IsIndeterminate = size is null;
        return new Bar(task);
    }

    private sealed class Bar(ProgressTask task) : IProgress<long>
    {
        public void Report(long value) => task.Value = value;
    }
}
