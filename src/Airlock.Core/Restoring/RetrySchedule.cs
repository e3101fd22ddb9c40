using System.Net.Http;

namespace Airlock.Core.Restoring;

/// <summary>Decides whether and when a failed request is made again: waits double, with some chance in them, or are as long as the server asks.</summary>
/// <param name="firstDelay">The wait before the second attempt.</param>
internal sealed class RetrySchedule(TimeSpan firstDelay)
{
    private const int MaximumFailures = 5;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(5);

    private int _failures;

    /// <summary>Forgets failures, because an attempt brought something.</summary>
    public void Reset() => _failures = 0;

    /// <summary>Waits until the next attempt.</summary>
    /// <param name="failure">What the last attempt came to.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="RestoreException">There is no use in another attempt.</exception>
    public async Task WaitAsync(RestoreException failure, CancellationToken cancellation)
    {
        if (!failure.IsTransient)
        {
            throw failure;
        }

        if (++_failures >= MaximumFailures)
        {
            throw new RestoreException(failure.Failure, $"{failure.Message} ({MaximumFailures} attempts)");
        }

        if (failure.RetryAfter > LongestRetryAfter)
        {
            throw new RestoreException(failure.Failure, $"{failure.Message} and asks to come back in {failure.RetryAfter.Value.TotalSeconds:N0} seconds");
        }

        var delay = firstDelay * Math.Pow(2, _failures - 1) * (1 + (Random.Shared.NextDouble() / 4));
        await Task.Delay(failure.RetryAfter ?? (delay < LongestDelay ? delay : LongestDelay), cancellation);
    }

    /// <summary>What an exception of the network comes to; null if it is none, as that of a full disk.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="host">The server.</param>
    /// <param name="timeout">How long it was waited for.</param>
    /// <param name="cancellation">Whether the user stopped the command: that is no failure.</param>
    public static RestoreException? Describe(Exception exception, string host, TimeSpan timeout, CancellationToken cancellation) => exception switch
    {
        OperationCanceledException when cancellation.IsCancellationRequested => null,
        OperationCanceledException => Transient($"{host} sent nothing for {timeout.TotalSeconds:0.##} seconds"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new(RestoreFailure.Network, $"{host} can't be trusted: {Innermost(exception)}"),
        HttpRequestException or IOException => Transient($"the connection to {host} failed: {Innermost(exception)}"),
        _ => null,
    };

    private static RestoreException Transient(string message) => new(RestoreFailure.Network, message) { IsTransient = true };

    private static string Innermost(Exception exception) => exception.GetBaseException().Message.TrimEnd('.');
}
