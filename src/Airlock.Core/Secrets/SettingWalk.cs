using System.Globalization;
using System.Text;

namespace Airlock.Core.Secrets;

/// <summary>Lists the settings of a structured text, with what stands beside each: its provider, its address, the name of its object.</summary>
internal static class SettingWalk
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Every text in the tree, in its order.</summary>
    /// <param name="root">The tree; its depth is bounded by who read it.</param>
    public static IEnumerable<Setting> Settings(SettingNode root) => In(root, [], null, isEncoded: false);

    private static IEnumerable<Setting> In(SettingNode node, IReadOnlyList<string> path, Surroundings? outer, bool isEncoded)
    {
        if (node.Members.Count > 0)
        {
            return InMapping(node, path, new Surroundings(node, outer), isEncoded);
        }

        return node.Items.Count > 0 ? InList(node, path, outer) : [];
    }

    private static IEnumerable<Setting> InMapping(SettingNode node, IReadOnlyList<string> path, Surroundings around, bool isEncoded)
    {
        var isSecret = node["kind"]?.Text == "Secret" && node["apiVersion"] is not null;
        var named = PairOf(node);
        foreach (var (name, value) in node.Members)
        {
            IReadOnlyList<string> inner = name == XmlSettings.TextName && path.Count > 0 ? path : [.. path, name];
            if (named is { } pair && value == pair.Value)
            {
                inner = [.. path, .. CredentialName.Steps(pair.Name)];
            }

            if (value.Text is null)
            {
                foreach (var setting in In(value, inner, around, isEncoded: isSecret && name == "data"))
                {
                    yield return setting;
                }
            }
            else if (named is not { } other || value != other.NameNode)
            {
                yield return Decoded(new Setting(inner, value.Text, value.Start, value.End) { Around = around }, isEncoded);
            }
        }
    }

    private static IEnumerable<Setting> InList(SettingNode node, IReadOnlyList<string> path, Surroundings? outer)
    {
        string? option = null;
        for (var i = 0; i < node.Items.Count; i++)
        {
            var item = node.Items[i];
            IReadOnlyList<string> inner = [.. path, i.ToString(CultureInfo.InvariantCulture)];
            if (item.Text is null)
            {
                foreach (var setting in In(item, inner, outer, isEncoded: false))
                {
                    yield return setting;
                }
            }
            else
            {
                // "--api-key", "value": an argument belongs to the option before it.
                yield return new Setting(option is null ? inner : [.. inner, option], item.Text, item.Start, item.End) { Around = outer };
            }

            option = item.Text is { Length: > 2 } text && text.StartsWith('-') && !text.Contains('=', StringComparison.Ordinal) ? text.TrimStart('-') : null;
        }
    }

    // { "name": "OPENAI_API_KEY", "value": "…" }, as Kubernetes and Azure write it; <add key="…" value="…" />.
    private static (SettingNode NameNode, string Name, SettingNode Value)? PairOf(SettingNode node)
    {
        var value = node["value"];
        return (node["name"] ?? node["key"]) is { Text: { Length: > 0 } name } nameNode && value is not null && value != nameNode ? (nameNode, name, value) : null;
    }

    // Kubernetes: the values of a Secret's data are base64 of any bytes.
    private static Setting Decoded(Setting setting, bool isEncoded)
    {
        if (!isEncoded)
        {
            return setting;
        }

        try
        {
            return setting with { Value = StrictUtf8.GetString(Convert.FromBase64String(setting.Value)).Trim(), IsDecoded = true };
        }
        catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
        {
            return setting with { Content = SettingContent.Shapes };
        }
    }
}
