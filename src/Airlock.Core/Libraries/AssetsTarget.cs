using System.Text.Json;

namespace Airlock.Core.Libraries;

/// <summary>One member of the section <c>targets</c>: the nodes of one framework and runtime, with their edges and assets.</summary>
internal static class AssetsTarget
{
    /// <summary>Reads the nodes, by identifier without case.</summary>
    /// <param name="reader">On the target's value.</param>
    public static Dictionary<string, AssetsNode> Read(ref Utf8JsonReader reader)
    {
        var nodes = new Dictionary<string, AssetsNode>(StringComparer.OrdinalIgnoreCase);
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var key))
        {
            var slash = key.IndexOf('/');
            if (slash <= 0 || slash == key.Length - 1)
            {
                throw new JsonException($"\"{key}\" is not an identifier and a version.");
            }

            var node = new AssetsNode(key[..slash], key[(slash + 1)..]);
            ReadNode(ref reader, node);
            nodes[node.Id] = node;
        }

        return nodes;
    }

    /// <summary>
    /// The identifiers of what runs with the application: nodes with a file of their own there, and nodes without any file
    /// that bring in such a one, as packages do that only bundle others.
    /// </summary>
    public static HashSet<string> FindRuntime(Dictionary<string, AssetsNode> nodes)
    {
        var runtime = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var waiting = new List<AssetsNode>();
        foreach (var node in nodes.Values)
        {
            if (node.Kind == PackageKind.Project || node.RuntimeFiles.Count > 0)
            {
                runtime.Add(node.Id);
            }
            else if (!node.HasCompileFiles && !node.HasBuildFiles)
            {
                waiting.Add(node);
            }
        }

        while (waiting.RemoveAll(node => node.Dependencies.Exists(runtime.Contains) && runtime.Add(node.Id)) > 0)
        {
        }

        return runtime;
    }

    private static void ReadNode(ref Utf8JsonReader reader, AssetsNode node)
    {
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            switch (name)
            {
                case "type":
                    node.Kind = reader.GetString() == "project" ? PackageKind.Project : PackageKind.Package;
                    break;
                case "dependencies":
                    ReadNames(ref reader, node.Dependencies);
                    break;
                case "compile":
                    ReadNames(ref reader, node.CompileFiles);
                    break;
                case "build" or "buildMultiTargeting":
                    ReadNames(ref reader, node.BuildFiles);
                    break;
                case "runtime" or "native" or "resource" or "runtimeTargets":
                    ReadNames(ref reader, node.RuntimeFiles);
                    break;
                case "contentFiles":
                    ReadContent(ref reader, node);
                    break;
                case "frameworkReferences":
                    JsonSteps.ReadTexts(ref reader, node.FrameworkReferences);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    // "_._" is NuGet's mark for a folder that is empty on purpose, or whose assets the project excludes.
    private static void ReadNames(ref Utf8JsonReader reader, List<string> names)
    {
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            if (!name.EndsWith("_._", StringComparison.Ordinal))
            {
                names.Add(name);
            }

            reader.Skip();
        }
    }

    private static void ReadContent(ref Utf8JsonReader reader, AssetsNode node)
    {
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var file))
        {
            if (!file.EndsWith("_._", StringComparison.Ordinal))
            {
                node.ContentFiles.Add(file);
            }

            JsonSteps.EnterObject(ref reader);
            while (JsonSteps.NextMember(ref reader, out var name))
            {
                if (name == "copyToOutput" && reader.GetBoolean())
                {
                    node.RuntimeFiles.Add(file);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }
}
