using System.Text.RegularExpressions;
using System.Xml;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// OpenVINO's intermediate representation, .xml (the weights lie beside it in a .bin without structure): layers of an extension, which is a native
/// library. A document type is refused, for nothing in a model needs one and entities read files.
/// </summary>
internal sealed partial class OpenVinoReader : IModelReader
{
    private const int MaximumDepth = 128;
    private const int Head = 4096;

    public string Format => "openvino";

    public bool Recognises(ByteSource source, string name)
    {
        // A mark of byte order, a blank, or the first element.
        Span<byte> first = stackalloc byte[1];
        if (source.Read(0, first) == 0 || first[0] is not ((byte)'<' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xFE or 0xFF))
        {
            return false;
        }

        try
        {
            using var reader = XmlReader.Create(source.Slice(0, Math.Min(source.Length, Head)).OpenRead(), Settings(DtdProcessing.Ignore));
            return reader.MoveToContent() == XmlNodeType.Element
                && reader.LocalName == "net"
                && (reader.GetAttribute("version") is not null || reader.GetAttribute("name") is not null);
        }
        catch (XmlException)
        {
            return name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && HasRoot(source);
        }
    }

    public void Read(ByteSource source, ScanContext context)
    {
        try
        {
            using var reader = XmlReader.Create(source.OpenRead(), Settings(DtdProcessing.Prohibit));
            while (reader.Read())
            {
                context.Budget.Work();
                context.Cancellation.ThrowIfCancellationRequested();
                if (reader.Depth > MaximumDepth)
                {
                    throw new ModelFormatException($"elements lie deeper than {MaximumDepth} levels");
                }

                if (reader is { NodeType: XmlNodeType.Element, LocalName: "layer" })
                {
                    Judge(reader, context);
                }
            }
        }
        catch (XmlException exception)
        {
            throw new ModelFormatException($"it is no well-formed XML: {exception.Message}");
        }
    }

    private static XmlReaderSettings Settings(DtdProcessing documentType) => new()
    {
        DtdProcessing = documentType,
        XmlResolver = null,
        MaxCharactersFromEntities = 1,
        CloseInput = true,
    };

    private static void Judge(XmlReader layer, ScanContext context)
    {
        var (type, name, version) = (layer.GetAttribute("type") ?? "", layer.GetAttribute("name") ?? "", layer.GetAttribute("version"));
        if (layer.GetAttribute("library") is { Length: > 0 } library)
        {
            context.Report(ModelVerdict.Malicious, $"the layer '{name}' names the native library '{library}', whose code would run", element: name);
        }

        // Files of IR version 9 and before have no version; "experimental" marks operators of OpenVINO itself.
        if (version is not null && version != "experimental" && !OperatorSet().IsMatch(version))
        {
            context.Report(
                ModelVerdict.Suspicious,
                $"the layer '{name}' is of the type {type} of '{version}', which is no set of OpenVINO's own operators: the extension that brings it would run",
                element: name,
                subject: $"openvino:{version}.{type}");
        }
        else if (type is "Python" or "Custom")
        {
            context.Report(
                ModelVerdict.Suspicious,
                $"the layer '{name}' is of the type {type}, which code outside of the model carries out",
                element: name,
                subject: $"openvino:{type}");
        }
    }

    private static bool HasRoot(ByteSource source)
    {
        var head = source.ReadBytes(0, (int)Math.Min(source.Length, Head)).AsSpan();
        return head.IndexOf("<net "u8) >= 0 && head.IndexOf("<layer"u8) >= 0;
    }

    [GeneratedRegex(@"^(opset[0-9]{1,3}|type_relaxed_opset|ie_internal_opset|gpu_opset|cpu_plugin_opset|util)$", RegexOptions.CultureInvariant)]
    private static partial Regex OperatorSet();
}
