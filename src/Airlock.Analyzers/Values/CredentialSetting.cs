using System.Collections.Immutable;
using Airlock.Shared.Secrets;

namespace Airlock.Analyzers.Values;

/// <summary>
/// Where a program should read a provider's key instead: an environment variable and a key of its configuration. A finding
/// carries both to its fix.
/// </summary>
/// <param name="Variable">Environment variable, as <c>OPENAI_API_KEY</c>.</param>
/// <param name="Key">Key of the configuration, as <c>OpenAI:ApiKey</c>.</param>
internal readonly record struct CredentialSetting(string Variable, string Key)
{
    internal const string VariableProperty = "variable";
    internal const string KeyProperty = "setting";

    /// <summary>The setting for a provider's key; a general one if the provider is not known.</summary>
    public static CredentialSetting Of(string? provider)
    {
        var name = provider ?? "AI";
        var format = KeyFormats.All.FirstOrDefault(format => format.Provider == name);
        return new CredentialSetting(
            format?.Variable ?? name.Replace(' ', '_').ToUpperInvariant() + "_API_KEY", KeyOf(name));
    }

    /// <summary>The setting for a key of a known shape.</summary>
    public static CredentialSetting Of(KeyFormat format) => new(format.Variable, KeyOf(format.Provider));

    /// <summary>The setting that a finding carries, or null if a fix can't replace what it found.</summary>
    public static CredentialSetting? From(ImmutableDictionary<string, string?> properties) =>
        properties.TryGetValue(VariableProperty, out var variable) && properties.TryGetValue(KeyProperty, out var key)
            ? new CredentialSetting(variable!, key!)
            : null;

    /// <summary>Adds the setting to the properties of a finding.</summary>
    public ImmutableDictionary<string, string?> AddTo(ImmutableDictionary<string, string?> properties) =>
        properties.Add(VariableProperty, Variable).Add(KeyProperty, Key);

    // "Azure AI services / Foundry" becomes "AzureAIservices:ApiKey".
    private static string KeyOf(string provider)
    {
        var name = provider.Split('/', '(')[0];
        return new string([.. name.Where(char.IsLetterOrDigit)]) + ":ApiKey";
    }
}
