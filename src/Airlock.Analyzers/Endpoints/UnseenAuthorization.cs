using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Endpoints;

/// <summary>
/// Recognises code of another assembly that may decide who is let in. What the framework and well-known libraries do is known; of any
/// other only the name tells, and a name that speaks of authorization is enough not to accuse.
/// </summary>
internal static class UnseenAuthorization
{
    private static readonly string[] KnownNamespaces = ["Microsoft", "System", "Swashbuckle", "Scalar", "Asp", "Serilog", "OpenTelemetry", "Yarp", "ModelContextProtocol", "Grpc", "Aspire"];

    private static readonly string[] Words =
    [
        "Auth", "Identity", "Secur", "Permission", "ApiKey", "Jwt", "Token", "Login", "Protect", "Policy", "Policies", "Gateway", "Infrastructure", "Platform", "Presentation",
    ];

    /// <summary>Whether a method of another assembly may decide who is let in.</summary>
    public static bool MayBeBy(IMethodSymbol method, Compilation compilation) =>
        !IsKnown(method.ContainingType, compilation) && Words.Any(word => method.Name.IndexOf(word, StringComparison.Ordinal) >= 0);

    /// <summary>Whether a filter or attribute of another assembly may decide who is let in.</summary>
    public static bool MayBeBy(ITypeSymbol type, Compilation compilation) =>
        !IsKnown(type, compilation) && Words.Any(word => type.Name.IndexOf(word, StringComparison.Ordinal) >= 0);

    /// <summary>Whether a type's code is in this compilation, or in a library whose part in authorization is known.</summary>
    private static bool IsKnown(ITypeSymbol? type, Compilation compilation)
    {
        if (type is null || SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
        {
            return true;
        }

        // Extension methods of any library may stand in a namespace of Microsoft's, so the assembly's name decides.
        var assembly = type.ContainingAssembly?.Name ?? "";
        var first = assembly.IndexOf('.') is var dot and > 0 ? assembly.Substring(0, dot) : assembly;
        return Array.IndexOf(KnownNamespaces, first) >= 0;
    }
}
