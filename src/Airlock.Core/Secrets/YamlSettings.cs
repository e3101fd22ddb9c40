using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Airlock.Core.Secrets;

/// <summary>
/// Reads YAML as events, without building what aliases and tags ask for, so that no text can make it grow. Several documents in one file are the
/// elements of one list.
/// </summary>
internal static class YamlSettings
{
    private const int MaximumDepth = 64;

    /// <summary>The documents, or null if the text is no YAML that can be read, as a template of a chart is none.</summary>
    public static SettingNode? Read(string text, TextPlaces places)
    {
        try
        {
            return ReadDocuments(new Parser(new StringReader(text)), places);
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException)
        {
            // The second is what the parser's stack throws at some damaged texts.
            return null;
        }
    }

    private static SettingNode? ReadDocuments(Parser parser, TextPlaces places)
    {
        var documents = new SettingNode();
        var open = new Stack<Level>();
        while (parser.MoveNext())
        {
            switch (parser.Current)
            {
                case MappingStart or SequenceStart when open.Count == MaximumDepth:
                    return null;
                case MappingStart or SequenceStart:
                    var value = new SettingNode();
                    Take(value, null);
                    open.Push(new Level(value, parser.Current is MappingStart));
                    break;
                case MappingEnd or SequenceEnd:
                    open.Pop();
                    break;
                case Scalar scalar:
                    Take(
                        new SettingNode
                        {
                            // A tag as !vault or !Ref says that the text only stands for the value, or hides it.
                            Text = scalar.Tag.IsEmpty || scalar.Tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal) ? scalar.Value : "",
                            Start = places.OffsetOf(scalar.Start.Line, scalar.Start.Column),
                            End = places.OffsetOf(scalar.End.Line, scalar.End.Column),
                        },
                        scalar.Value);
                    break;
                case AnchorAlias:
                    Take(new SettingNode(), "");
                    break;
            }
        }

        return documents;

        void Take(SettingNode value, string? text)
        {
            if (!open.TryPeek(out var level))
            {
                documents.Add(value);
            }
            else if (!level.IsMapping)
            {
                level.Value.Add(value);
            }
            else if (level.Name is null)
            {
                // What has a list or a mapping for a name is nothing that configuration asks for; its content is still looked at.
                level.Name = text ?? "";
                if (text is null)
                {
                    level.Value.Add("", value);
                }
            }
            else
            {
                level.Value.Add(level.Name, value);
                level.Name = null;
            }
        }
    }

    private sealed class Level(SettingNode value, bool isMapping)
    {
        public SettingNode Value => value;

        public bool IsMapping => isMapping;

        public string? Name { get; set; }
    }
}
