using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>Settings that hold secrets, by the name they are read under.</summary>
internal static class SecretNames
{
    private static readonly string[] Endings =
        ["apikey", "secret", "clientsecret", "password", "pwd", "passphrase", "connectionstring", "accesskey", "privatekey", "accesstoken", "bearertoken", "subscriptionkey", "accountkey", "token"];

    /// <summary>Whether a name is that of a secret: <c>OpenAI:ApiKey</c>, <c>DB_PASSWORD</c>, <c>ConnectionStrings:Main</c>.</summary>
    public static bool IsSecret(string name)
    {
        var plain = new string([.. name.Where(char.IsLetterOrDigit)]).ToLowerInvariant();
        return Endings.Any(ending => plain.EndsWith(ending, StringComparison.Ordinal)) || name.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a call reads a secret from the configuration or the environment.</summary>
    public static bool IsRead(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments) => (method.ContainingType?.Name, method.Name) switch
    {
        ("ConfigurationExtensions", "GetConnectionString") => true,
        ("ConfigurationBinder", "GetValue") or ("Environment", "GetEnvironmentVariable") =>
            arguments.Any(argument => argument.Value.ConstantText() is { } name && IsSecret(name)),
        _ => false,
    };

    /// <summary>Whether a method may read a secret, whatever its arguments.</summary>
    public static bool MayRead(IMethodSymbol method) =>
        (method.ContainingType?.Name, method.Name) is ("ConfigurationExtensions", "GetConnectionString") or ("ConfigurationBinder", "GetValue") or ("Environment", "GetEnvironmentVariable");

    /// <summary>Whether a property is one of the configuration, or of options of the program, that holds a secret.</summary>
    public static bool IsRead(IPropertyReferenceOperation property) =>
        property.Property.IsIndexer
            ? property.Property.ContainingType.Name is "IConfiguration" or "IConfigurationSection" or "IConfigurationRoot" or "ConfigurationManager"
                && property.Arguments.Any(argument => argument.Value.ConstantText() is { } name && IsSecret(name))
            : property.Type?.SpecialType == SpecialType.System_String && !property.Property.DeclaringSyntaxReferences.IsEmpty && IsSecret(property.Property.Name);
}
