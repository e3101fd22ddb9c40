using System.Xml;

namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>The places that NuGet's audit asks: the audit sources of the <c>nuget.config</c> files if there are any, else the feeds of the packages (NuGet.Commands, RestoreCommandProvidersCache).</summary>
internal static class AuditSources
{
    private const int MaximumLength = 4 * 1024 * 1024;

    /// <summary>The addresses and folders.</summary>
    public static IReadOnlyList<string> Of(RestoreRecord restore)
    {
        // The nearest file comes first, and has the last word.
        var sources = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in restore.ConfigFiles.Reverse())
        {
            foreach (var (key, value) in ReadSection(file))
            {
                if (key is null)
                {
                    sources.Clear();
                }
                else
                {
                    sources[key] = Environment.ExpandEnvironmentVariables(value);
                }
            }
        }

        return sources.Count > 0 ? [.. sources.Values] : restore.Sources;
    }

    // Entries of <auditSources>, in order; <clear /> has no key. A file that can't be read says nothing here: restore read it, and the rule on sources tells.
    private static List<(string? Key, string Value)> ReadSection(string file)
    {
        var entries = new List<(string?, string)>();
        try
        {
            if (new FileInfo(file) is not { Exists: true, Length: <= MaximumLength })
            {
                return entries;
            }

            using var stream = File.OpenRead(file);
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var isInside = false;
            while (reader.Read())
            {
                if (reader is { Depth: 1, LocalName: "auditSources" })
                {
                    isInside = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
                }
                else if (isInside && reader is { Depth: 2, NodeType: XmlNodeType.Element })
                {
                    switch (reader.LocalName)
                    {
                        case "clear":
                            entries.Add((null, ""));
                            break;
                        case "add" when reader.GetAttribute("key") is { } key && reader.GetAttribute("value") is { } value:
                            entries.Add((key, value));
                            break;
                    }
                }
            }
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            // What was read so far counts.
        }

        return entries;
    }
}
