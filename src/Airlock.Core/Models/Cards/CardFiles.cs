using Airlock.Core.Restoring;

namespace Airlock.Core.Models.Cards;

/// <summary>Finds what lies beside a model or data set and belongs to it: the card, and the configurations of the Hugging Face libraries.</summary>
public static class CardFiles
{
    /// <summary>The name of a card.</summary>
    public const string CardName = "README.md";

    private const long LongestConfiguration = 16 * 1024 * 1024;

    // In the order in which they are asked: what the model's own says, the tokenizer's does not.
    private static readonly string[] Configurations = ["config.json", "adapter_config.json", "tokenizer_config.json"];

    // Repositories of the hub keep exports of the model in folders of these names, below their card and configuration.
    private static readonly string[] Exports = ["onnx", "gguf"];

    /// <summary>The card of a file: the one beside it, else the one in the hub's cache.</summary>
    /// <param name="file">The file, absolute.</param>
    /// <param name="source">Where it came from, or null.</param>
    /// <returns>The card and where it was read, absolute; null if there is none.</returns>
    public static (HubCard Card, string Path)? Read(string file, string? source)
    {
        foreach (var path in Beside(file, CardName).Concat(Cached(source)))
        {
            if (CardReader.ReadFile(path) is { } card)
            {
                return (card, path);
            }
        }

        return null;
    }

    /// <summary>The configurations that belong to a model and are there, absolute, the one that says most first; none that is too long for one.</summary>
    /// <param name="file">The model, absolute.</param>
    public static IReadOnlyList<string> ConfigurationsOf(string file) =>
        [.. Configurations.Select(name => Beside(file, name).FirstOrDefault(path => new FileInfo(path) is { Exists: true, Length: <= LongestConfiguration })).OfType<string>()];

    /// <summary>Every file that may say something of a model or data set, whether it is there or not, absolute: what a build must watch.</summary>
    /// <param name="file">The model or data set, absolute.</param>
    public static IEnumerable<string> Around(string file) => Configurations.Prepend(CardName).SelectMany(name => Beside(file, name));

    private static IEnumerable<string> Beside(string file, string name)
    {
        if (Path.GetDirectoryName(file) is not { } folder)
        {
            yield break;
        }

        yield return Path.Combine(folder, name);
        if (Exports.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase) && Path.GetDirectoryName(folder) is { } above)
        {
            yield return Path.Combine(above, name);
        }
    }

    private static IEnumerable<string> Cached(string? source)
    {
        if (source is null || !RemoteAddress.TryParse(source, out var address, out _) || address is not HubAddress { IsPinned: true } hub)
        {
            return [];
        }

        try
        {
            var cache = HubSettings.FromEnvironment(Environment.GetEnvironmentVariable).CacheFolder;
            return [Path.Combine(cache, hub.CacheFolder, "snapshots", hub.Revision!, CardName)];
        }
        catch (RestoreException)
        {
            // The environment is wrong for a download, too, and that says so.
            return [];
        }
    }
}
