using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Tells whether an application listens on this machine alone.</summary>
internal static class LoopbackOnly
{
    /// <summary>Names that code mentions which builds or runs an application.</summary>
    private static readonly string[] StartUp = ["WebApplication", "Build"];

    /// <summary>Whether the start-up code names addresses to listen on, and all of them are loopback.</summary>
    public static bool Holds(AirlockContext airlock)
    {
        var kestrel = airlock.Calls.Named("Listen", "ListenAnyIP", "ListenLocalhost").Where(call => call.TargetMethod.ContainingType.Name.StartsWith("Kestrel", StringComparison.Ordinal)).ToList();
        var addresses = airlock.Calls.Named("UseUrls").Concat(StartUp.SelectMany(name => airlock.Calls.NamedBeside(name, "Run", "RunAsync")).Where(call => call.TargetMethod.ContainingType.Name == "WebApplication"))
            .Concat(airlock.Calls.NamedBeside("Urls", "Add").Where(call => call.Instance is IPropertyReferenceOperation { Property: { Name: "Urls", ContainingType.Name: "WebApplication" } }))
            .SelectMany(call => call.Descendants())
            .Select(value => value.ConstantText())
            .OfType<string>()
            .ToList();
        return kestrel.Count + addresses.Count > 0
            && kestrel.All(call => call.TargetMethod.Name == "ListenLocalhost" || IsLoopbackAddress(call.Argument(0)))
            && addresses.All(text => text.Split(';').All(IsLoopback));
    }

    /// <summary>Whether a host, which may have a port, names this machine.</summary>
    public static bool IsLoopbackHost(string host) => IsLoopback("http://" + host.Replace("*", "80"));

    // Stricter than for clients: who listens on 0.0.0.0 listens to everybody, and a host's name is whatever a caller writes.
    private static bool IsLoopback(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;

    private static bool IsLoopbackAddress(IOperation? address) =>
        address?.Unwrap() is IFieldReferenceOperation { Field: { Name: "Loopback" or "IPv6Loopback", ContainingType.Name: "IPAddress" } };
}
