using System.Text;
using Airlock.Core.Restoring;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Airlock.Core.Licences;

/// <summary>
/// The licence that a model card names: the member <c>license</c> in the YAML block at the start of a <c>README.md</c>
/// (https://huggingface.co/docs/hub/model-cards).
/// </summary>
public static class ModelCard
{
    private const string FileName = "README.md";

    // Cards are long; what is asked for stands at their start.
    private const int MaximumLength = 64 * 1024;

    /// <summary>The licence that the card of a model file names: the one beside the file, else the one in the hub's cache.</summary>
    /// <param name="file">The file, absolute.</param>
    /// <param name="source">Where it came from, or null.</param>
    /// <returns>An SPDX expression, or null if no card names a licence.</returns>
    public static string? LicenceOf(string file, string? source)
    {
        try
        {
            return ReadLicence(Path.Combine(Path.GetDirectoryName(file)!, FileName)) ?? (CachedCard(source) is { } card ? ReadLicence(card) : null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RestoreException)
        {
            // A card is a help, not a duty.
            return null;
        }
    }

    /// <summary>The licence that the text of a card names, or null.</summary>
    /// <param name="text">The start of the card.</param>
    public static string? Licence(string text)
    {
        if (FrontMatter(text) is not { } block)
        {
            return null;
        }

        try
        {
            var members = Members(block);
            var names = members.GetValueOrDefault("license") ?? [];
            var licences = names is ["other"] && members.GetValueOrDefault("license_name") is [var name] ? [name] : names;
            var expressions = licences.Where(licence => licence is not ("" or "other" or "unknown")).Select(Expression).Distinct().ToList();
            return expressions.Count == 0 ? null : string.Join(" AND ", expressions);
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException)
        {
            // The second is what the parser's stack throws at some damaged blocks.
            return null;
        }
    }

    private static string? CachedCard(string? source) =>
        source is not null && RemoteAddress.TryParse(source, out var address, out _) && address is HubAddress { IsPinned: true } hub
            ? Path.Combine(HubSettings.FromEnvironment(Environment.GetEnvironmentVariable).CacheFolder, hub.CacheFolder, "snapshots", hub.Revision!, FileName)
            : null;

    private static string? ReadLicence(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var buffer = new byte[MaximumLength];
        using var stream = File.OpenRead(path);
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return Licence(Encoding.UTF8.GetString(buffer, 0, length));
    }

    private static string? FrontMatter(string text)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r', ' ')).ToList();
        var end = lines.Count > 0 && lines[0] == "---" ? lines.IndexOf("---", 1) : -1;
        return end < 0 ? null : string.Join('\n', lines[1..end]);
    }

    // The members of the outermost mapping that are texts, or lists of texts; what is nested deeper is passed over, aliases are not followed.
    private static Dictionary<string, List<string>> Members(string block)
    {
        var members = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var (depth, isMapping, name) = (0, false, (string?)null);
        var parser = new Parser(new StringReader(block));
        while (parser.MoveNext())
        {
            switch (parser.Current)
            {
                case MappingStart or SequenceStart:
                    isMapping |= depth == 0 && parser.Current is MappingStart;
                    depth++;
                    break;
                case MappingEnd or SequenceEnd:
                    depth--;
                    name = depth == 1 ? null : name;
                    break;
                case Scalar key when isMapping && depth == 1 && name is null:
                    name = key.Value;
                    break;
                case Scalar value when name is not null && depth is 1 or 2:
                    if (!members.TryGetValue(name!, out var values))
                    {
                        members[name!] = values = [];
                    }

                    values.Add(value.Value.Trim());
                    name = depth == 1 ? null : name;
                    break;
                case AnchorAlias when depth == 1:
                    name = null;
                    break;
            }
        }

        return members;
    }

    // Several names, as a card may have, are read as all of them: that is the reading that grants least.
    private static string Expression(string name) => LicenceExpression.Parse(name, out _) is { } expression
        ? expression is Licence ? name : $"({name})"
        : $"LicenseRef-{string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' ? character : '-'))}";
}
