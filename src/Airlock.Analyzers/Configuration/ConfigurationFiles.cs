using Airlock.Shared.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.Analyzers.Configuration;

/// <summary>
/// The configuration files of the project that the package hands to the compiler (<c>appsettings*.json</c>, <c>mcp.json</c> and the
/// like), each read when it is first asked for. A file that is no JSON holds nothing: the program that reads it will say so.
/// </summary>
internal sealed class ConfigurationFiles
{
    private readonly Lazy<IReadOnlyList<ConfigurationFile>> _all;

    /// <param name="files">The files that may be configuration.</param>
    public ConfigurationFiles(IEnumerable<AdditionalText> files) => _all = new(() => [.. files.Select(Read).OfType<ConfigurationFile>()]);

    /// <summary>Every file, in the order of the paths.</summary>
    public IReadOnlyList<ConfigurationFile> All => _all.Value;

    /// <summary>The settings of the application outside development.</summary>
    public IEnumerable<ConfigurationFile> Settings => All.Where(file => file.IsSettings && !file.IsForDevelopment);

    /// <summary>What the settings outside development hold under a key, as <c>OpenAI:Endpoint</c>: one value for each file that has it.</summary>
    public IEnumerable<(ConfigurationFile File, JsonValue Value)> Find(string key)
    {
        foreach (var file in Settings)
        {
            if (file.Find(key) is { } value)
            {
                yield return (file, value);
            }
        }
    }

    /// <summary>Whether what a file says of a key holds in production: the settings of production replace those of every environment.</summary>
    public bool IsInEffect(ConfigurationFile file, string key) =>
        !file.Name.Equals("appsettings.json", StringComparison.OrdinalIgnoreCase)
        || !Settings.Any(other => other.Name.Equals("appsettings.Production.json", StringComparison.OrdinalIgnoreCase) && other.Find(key) is not null);

    /// <summary>Whether a file of that name is configuration that rules look at.</summary>
    public static bool IsConfiguration(string name) =>
        name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        && (name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase)
            || name.IndexOf("mcp", StringComparison.OrdinalIgnoreCase) >= 0
            || name.Equals("claude_desktop_config.json", StringComparison.OrdinalIgnoreCase));

    private static ConfigurationFile? Read(AdditionalText file) =>
        file.GetText() is { Length: <= JsonText.MaximumLength } text && JsonText.ParseForeign(text.ToString()) is { } root ? new ConfigurationFile(file, text, root) : null;
}
