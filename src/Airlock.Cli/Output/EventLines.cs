using System.Text;
using Airlock.Core.Events;

namespace Airlock.Cli.Output;

/// <summary>The events that builds wrote.</summary>
public static class EventLines
{
    /// <summary>The events of one format in all files, in the order of the files; what several target frameworks say in the same words is said once.</summary>
    /// <param name="evidence">Evidence files, absolute.</param>
    /// <param name="format">The format.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static IReadOnlyList<string> Of(IEnumerable<string> evidence, EventFormat format) =>
    [
        .. evidence
            .Where(file => file.EndsWith(format.FileEnding, StringComparison.Ordinal))
            .SelectMany(file => File.ReadAllLines(file, Encoding.UTF8))
            .Where(line => line.Length > 0)
            .Distinct(StringComparer.Ordinal),
    ];
}
