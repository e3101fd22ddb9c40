using System.Text.Encodings.Web;
using System.Text.Json;

namespace Airlock.Core;

/// <summary>Writes strings into JSON that people read.</summary>
public static class JsonString
{
    /// <summary>The string in quotes; only what JSON demands is escaped, so that other scripts stay readable.</summary>
    public static string Quote(string value) => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
