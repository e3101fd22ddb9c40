using System.Globalization;
using Airlock.Shared.Json;

namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>A VEX document: OpenVEX or CycloneDX, which the content tells.</summary>
internal static class VexDocument
{
    /// <summary>Reads a document.</summary>
    /// <param name="text">The whole document.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="statements">Receives the statements that count.</param>
    /// <returns>Everything wrong with it; a statement that is wrong is not among the statements.</returns>
    public static IReadOnlyList<TextError> Read(string text, string name, ICollection<VexStatement> statements)
    {
        if (JsonText.Parse(text, out var error) is not { } root)
        {
            return [error!];
        }

        var errors = new List<TextError>();
        if (root["statements"] is not null || (root["@context"]?.Text.Contains("openvex", StringComparison.OrdinalIgnoreCase) ?? false))
        {
            new OpenVexReader(name, statements, errors).Read(root);
        }
        else if (root["bomFormat"]?.Text == "CycloneDX")
        {
            new CycloneDxVexReader(name, statements, errors).Read(root);
        }
        else
        {
            errors.Add(new TextError(root.Start, "is neither OpenVEX (\"@context\" and \"statements\") nor CycloneDX (\"bomFormat\")"));
        }

        return errors;
    }

    /// <summary>A time as RFC 3339 writes it, or null.</summary>
    internal static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
