using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Values;

/// <summary>An address, or the beginning of one, and where it is written.</summary>
/// <param name="Text">Its text; what is not known of it is a hole (<see cref="Flow.AddressText"/>).</param>
/// <param name="Place">Where it is written: a text in the code, or a value in a JSON file.</param>
/// <param name="Key">The key in the configuration, as <c>Ollama:Endpoint</c>; null if it is written in the code.</param>
internal readonly record struct WrittenAddress(string Text, Location Place, string? Key = null)
{
    /// <summary>Where it leads; null if its scheme or host is not known.</summary>
    public NetworkAddress? Network => NetworkAddress.Of(Text);
}
