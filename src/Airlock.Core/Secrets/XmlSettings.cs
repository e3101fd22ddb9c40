using System.Xml;

namespace Airlock.Core.Secrets;

/// <summary>Reads XML: attributes are members of their element, and so are the elements in it. Nothing is resolved, no entity is expanded.</summary>
internal static class XmlSettings
{
    private const int MaximumDepth = 128;

    /// <summary>The name under which the text of an element with attributes stands.</summary>
    public const string TextName = "value";

    /// <summary>The document, or null if the text is no XML that can be read.</summary>
    public static SettingNode? Read(string text, TextPlaces places)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreWhitespace = true, MaxCharactersFromEntities = 1024 };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), settings);
            return Read(reader, (IXmlLineInfo)reader, places, text.StartsWith('\uFEFF') ? 1 : 0);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static SettingNode? Read(XmlReader reader, IXmlLineInfo place, TextPlaces places, int mark)
    {
        var root = new SettingNode();
        var open = new Stack<SettingNode>([root]);
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var element = new SettingNode();
                    open.Peek().Add(reader.LocalName, element);
                    var isEmpty = reader.IsEmptyElement;
                    while (reader.MoveToNextAttribute())
                    {
                        element.Add(reader.LocalName, Scalar());
                    }

                    if (!isEmpty)
                    {
                        open.Push(element);
                        if (open.Count > MaximumDepth)
                        {
                            return null;
                        }
                    }

                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    open.Peek().Add(TextName, Scalar());
                    break;
            }
        }

        return root;

        SettingNode Scalar()
        {
            var start = places.OffsetOf(place.LineNumber, place.LinePosition) + (place.LineNumber == 1 ? mark : 0);
            return new SettingNode { Text = reader.Value, Start = start, End = start };
        }
    }
}
