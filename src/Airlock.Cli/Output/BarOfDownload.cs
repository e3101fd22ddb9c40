namespace Airlock.Cli.Output;

/// <summary>A bar that is shown from the first byte on: what is found on disk needs none.</summary>
internal sealed class BarOfDownload : IProgress<long>
{
    private readonly Func<IProgress<long>> _add;
    private IProgress<long>? _bar;

    private BarOfDownload(Func<IProgress<long>> add) => _add = add;

    /// <inheritdoc/>
    public void Report(long value) => (_bar ??= _add()).Report(value);

    /// <summary>Runs work under a bar, if somebody looks.</summary>
    /// <param name="terminal">Where to; the bar goes to its error stream.</param>
    /// <param name="name">What is downloaded.</param>
    /// <param name="size">Its length in bytes, or null if unknown.</param>
    /// <param name="work">The work; it is given the bar, or null.</param>
    public static Task<T> RunAsync<T>(Terminal terminal, string name, long? size, Func<IProgress<long>?, Task<T>> work) =>
        terminal.Error.Profile.Capabilities.Interactive
            ? ByteProgress.On(terminal.Error).StartAsync(context => work(new BarOfDownload(() => ByteProgress.Add(context, name, size))))
            : work(null);
}
