using Airlock.Shared.Json;

namespace Airlock.Shared.Pins;

/// <summary>What a pin stands for.</summary>
public enum PinKind
{
    /// <summary>A model or a part of one (weights, tokenizer, configuration).</summary>
    Model,

    /// <summary>A data set.</summary>
    Dataset,
}

/// <summary>One pinned file: the build uses exactly these bytes.</summary>
/// <param name="Kind">Model or data set.</param>
/// <param name="Path">Path relative to the lock file with <c>/</c>, or a URI (<c>https:</c>, <c>hf:</c>).</param>
/// <param name="Sha256">SHA-256 of the bytes: 64 lower-case hex digits.</param>
/// <param name="Size">Length in bytes, or null if not recorded.</param>
/// <param name="Format">Format, as <c>onnx</c>, or null.</param>
/// <param name="Licence">SPDX expression, or null.</param>
/// <param name="Source">Where it came from, with an immutable revision, or null.</param>
/// <param name="Position">Where the entry stands in the lock file.</param>
public sealed record Pin(
    PinKind Kind, string Path, string Sha256, long? Size, string? Format, string? Licence, string? Source, TextPosition Position);

/// <summary>The pins, <c>airlock.lock.json</c>. Reading is strict: whatever is not understood is an error with its place.</summary>
public sealed class LockDocument
{
    /// <summary>The version of the format that is written, and the only one that is read.</summary>
    public const int Version = 1;

    /// <summary>A lock without pins.</summary>
    public static LockDocument Empty { get; } = new([]);

    private LockDocument(IReadOnlyList<Pin> pins) => Pins = pins;

    /// <summary>All pins, models before data sets, in the order of the file.</summary>
    public IReadOnlyList<Pin> Pins { get; }

    /// <summary>The pin of that path (relative to the lock, with <c>/</c>) or URI, or null.</summary>
    public Pin? Find(string path) => Pins.FirstOrDefault(pin => string.Equals(pin.Path, path, StringComparison.Ordinal));

    /// <summary>
    /// The pin that a path written in code may mean: programs name a model relative to their own folder, so the written
    /// path must equal the end of a pinned path, or the other way round, at a folder boundary.
    /// </summary>
    public Pin? FindByCodePath(string codePath)
    {
        var written = Normalise(codePath);
        return Pins.FirstOrDefault(pin => MayMean(written, pin.Path));
    }

    /// <summary>Whether a path written in code may mean a file: one path equals the end of the other, at a folder boundary.</summary>
    /// <param name="codePath">The path in code, normalised.</param>
    /// <param name="path">The path of the file, with <c>/</c>.</param>
    public static bool MayMean(string codePath, string path) =>
        codePath.Length > 0 && (EndsAtFolder(path, codePath) || EndsAtFolder(codePath, path));

    /// <summary>A path with <c>/</c> and without a leading <c>./</c>, as pins are written.</summary>
    public static string Normalise(string path)
    {
        var result = path.Replace('\\', '/');
        while (result.StartsWith("./", StringComparison.Ordinal))
        {
            result = result.Substring(2);
        }

        return result;
    }

    /// <summary>Reads a lock file.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="errors">Everything wrong with it, each with its place.</param>
    /// <returns>What could be read; empty if the text is no JSON.</returns>
    public static LockDocument Parse(string text, out IReadOnlyList<TextError> errors)
    {
        var found = new List<TextError>();
        errors = found;
        var root = JsonText.Parse(text, out var error);
        if (root is null)
        {
            found.Add(error!);
            return Empty;
        }

        var shape = new JsonShape(root, found);
        shape.Text("$schema");
        var version = shape.Count("version");
        if (version != Version)
        {
            found.Add(new TextError(shape.PositionOf("version"), $"\"version\" must be {Version}"));
        }

        var pins = new List<Pin>();
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (kind, name) in new[] { (PinKind.Model, "models"), (PinKind.Dataset, "datasets") })
        {
            foreach (var item in shape.Objects(name))
            {
                var pin = ReadPin(kind, item, found);
                if (pin is not null && !paths.Add(pin.Path))
                {
                    found.Add(new TextError(item.PositionOf("path"), $"\"{pin.Path}\" is pinned twice"));
                }
                else if (pin is not null)
                {
                    pins.Add(pin);
                }
            }
        }

        shape.Close();
        return new LockDocument(pins);
    }

    private static Pin? ReadPin(PinKind kind, JsonShape item, List<TextError> errors)
    {
        var path = item.Text("path", required: true);
        var sha256 = item.Text("sha256", required: true);
        var pin = new Pin(
            kind, path ?? "", sha256 ?? "", item.Count("size"), item.Text("format"), item.Text("licence"), item.Text("source"), item.Start);
        item.Close();
        if (sha256 is not null && !IsDigest(sha256))
        {
            errors.Add(new TextError(item.PositionOf("sha256"), "\"sha256\" must be 64 lower-case hex digits"));
            return null;
        }

        if (path is not null && !IsPlainPath(path))
        {
            errors.Add(new TextError(
                item.PositionOf("path"), "\"path\" must be relative to the lock file, with '/', without \"..\", or a https: or hf: address"));
            return null;
        }

        return path is null || sha256 is null ? null : pin;
    }

    /// <summary>Whether the path is an address rather than a file.</summary>
    public static bool IsAddress(string path) =>
        path.StartsWith("https://", StringComparison.Ordinal) || path.StartsWith("hf://", StringComparison.Ordinal);

    private static bool IsPlainPath(string path) =>
        IsAddress(path)
        || (path.Length > 0 && path[0] != '/' && path.IndexOf('\\') < 0 && path.IndexOf(':') < 0
            && path.Split('/').All(part => part is not ("" or "." or "..")));

    private static bool IsDigest(string text) => text.Length == 64 && text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));

    /// <summary>Whether a path with <c>/</c> ends with another, at the boundary of a folder.</summary>
    public static bool EndsAtFolder(string path, string end) =>
        path.EndsWith(end, StringComparison.Ordinal)
        && (path.Length == end.Length || path[path.Length - end.Length - 1] == '/');
}
