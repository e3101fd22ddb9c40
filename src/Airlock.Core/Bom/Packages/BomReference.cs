namespace Airlock.Core.Bom.Packages;

/// <summary>A project that this one references, as the document of its own build describes it.</summary>
/// <param name="ProjectPath">The project file, relative to the referring one, as the assets file names it.</param>
/// <param name="Url">The document, relative to that of the referring project, with <c>/</c>.</param>
/// <param name="Sha256">Its SHA-256 as 64 lower-case hex digits.</param>
/// <param name="Document">The document.</param>
public sealed record BomReference(string ProjectPath, string Url, string Sha256, Bom Document)
{
    // No project's document comes near; what is larger is not read.
    private const long MaximumLength = 64 * 1024 * 1024;

    /// <summary>Reads the document of a project's own build; null if there is none, or none that can be read.</summary>
    /// <param name="projectPath">The project file, relative to the referring one.</param>
    /// <param name="file">The document, absolute.</param>
    /// <param name="folder">The folder of the referring project's document, absolute.</param>
    public static BomReference? Read(string projectPath, string file, string folder)
    {
        try
        {
            if (new FileInfo(file) is not { Exists: true, Length: <= MaximumLength })
            {
                return null;
            }

            var bytes = File.ReadAllBytes(file);
            var document = BomReader.Read(bytes, file);
            var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
            return new BomReference(projectPath, RelativePath.Portable(Path.GetRelativePath(folder, file)), sha256, document);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BomFormatException)
        {
            return null;
        }
    }

    /// <summary>The link that names the project inside its document wherever that lies (BOM-Link), or null if the document has no serial number.</summary>
    public string? Link => Document is { SerialNumber: { } serial, Metadata.Component.BomRef: { } reference }
        ? $"urn:cdx:{serial:D}/1#{Uri.EscapeDataString(reference)}"
        : null;
}
