using System.Xml;
using Airlock.Core.Libraries.Sources;

namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>The places that NuGet's audit asks: the audit sources of the <c>nuget.config</c> files if there are any, else the feeds of the packages (NuGet.Commands, RestoreCommandProvidersCache).</summary>
internal static class AuditSources
{
    /// <summary>The addresses and folders.</summary>
    public static IReadOnlyList<string> Of(RestoreRecord restore)
    {
        // The nearest file comes first, and has the last word.
        var sources = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in restore.ConfigFiles.Reverse().Select(Read).OfType<NuGetConfigFile>())
        {
            if (file.ClearsAuditSources)
            {
                sources.Clear();
            }

            foreach (var (key, address) in file.AuditSources)
            {
                sources[key] = address;
            }
        }

        return sources.Count > 0 ? [.. sources.Values] : restore.Sources;
    }

    // A file that can't be read says nothing here: restore read it, and the rule on sources tells.
    private static NuGetConfigFile? Read(string path)
    {
        try
        {
            return NuGetConfigFile.Read(path);
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
