using System.Globalization;

namespace Airlock.Core.Secrets;

/// <summary>
/// Reads a Jupyter notebook (nbformat 4): the sources of its cells, and what running them printed. A key that code reads from the environment is often
/// shown in an output.
/// </summary>
internal static class NotebookSettings
{
    /// <summary>The texts, or null if the file is no notebook that can be read.</summary>
    public static IEnumerable<Setting>? Read(string text) =>
        JsonSettings.Read(text) is { } root && root["cells"] is { } cells ? cells.Items.SelectMany(InCell).Concat(InMetadata(root)) : null;

    private static IEnumerable<Setting> InCell(SettingNode cell, int index)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"cells[{index}]");
        var content = cell["cell_type"]?.Text == "code" ? SettingContent.Code : SettingContent.Shapes;
        foreach (var setting in Texts(cell["source"], name + ".source", content))
        {
            yield return setting;
        }

        var outputs = cell["outputs"]?.Items ?? [];
        for (var i = 0; i < outputs.Count; i++)
        {
            foreach (var setting in Texts(outputs[i], string.Create(CultureInfo.InvariantCulture, $"{name}.outputs[{i}]"), SettingContent.Code))
            {
                yield return setting;
            }
        }

        foreach (var setting in Texts(cell["metadata"], name + ".metadata", SettingContent.Shapes))
        {
            yield return setting;
        }
    }

    private static IEnumerable<Setting> InMetadata(SettingNode root) => Texts(root["metadata"], "metadata", SettingContent.Shapes);

    // A text is one string, or a list of lines. Images are base64 of megabytes in which nobody writes keys.
    private static IEnumerable<Setting> Texts(SettingNode? node, string path, SettingContent content)
    {
        if (node is null)
        {
            return [];
        }

        return node.Text is not null
            ? [new Setting([path], node.Text, node.Start, node.End) { Content = content }]
            : node.Items.SelectMany(item => Texts(item, path, content))
                .Concat(node.Members.Where(member => !member.Name.StartsWith("image/", StringComparison.Ordinal)).SelectMany(member => Texts(member.Value, path, content)));
    }
}
