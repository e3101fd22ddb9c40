using System.Text.Json;

namespace Airlock.Core.Libraries;

/// <summary>The section <c>libraries</c>: what each package is made of, over all targets.</summary>
internal static class AssetsLibraries
{
    /// <summary>Adds hash, path and files to the nodes; other entries are passed over.</summary>
    /// <param name="reader">On the section's value.</param>
    /// <param name="nodes">Those of the target, by identifier.</param>
    /// <param name="others">Those of other runtimes, by identifier and version.</param>
    public static void Read(ref Utf8JsonReader reader, Dictionary<string, AssetsNode> nodes, Dictionary<string, AssetsNode> others)
    {
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var key))
        {
            var slash = key.IndexOf('/');
            if (slash > 0 && ((nodes.TryGetValue(key[..slash], out var node) && key[(slash + 1)..] == node.Version) || others.TryGetValue(key, out node)))
            {
                ReadLibrary(ref reader, node);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>Adds identifier and version of every package.</summary>
    public static void ReadNames(ref Utf8JsonReader reader, List<(string Id, string Version)> packages)
    {
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var key))
        {
            var (slash, isPackage) = (key.IndexOf('/'), false);
            JsonSteps.EnterObject(ref reader);
            while (JsonSteps.NextMember(ref reader, out var name))
            {
                isPackage |= name == "type" && reader.GetString() == "package";
                reader.Skip();
            }

            if (isPackage && slash > 0)
            {
                packages.Add((key[..slash], key[(slash + 1)..]));
            }
        }
    }

    private static void ReadLibrary(ref Utf8JsonReader reader, AssetsNode node)
    {
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            switch (name)
            {
                case "sha512":
                    node.ContentHash = reader.GetString();
                    break;
                case "path":
                    node.Path = reader.GetString();
                    break;
                case "files":
                    JsonSteps.EnterArray(ref reader);
                    while (JsonSteps.NextItem(ref reader))
                    {
                        node.Files.Add(reader.GetString() ?? "");
                    }

                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}
