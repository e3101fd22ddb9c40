using Airlock.Shared.Json;

namespace Airlock.Shared.Pins;

/// <summary>The pins, <c>airlock.lock.json</c>. Reading is strict: whatever is not understood is an error with its place.</summary>
public sealed class LockDocument
{
    /// <summary>The version of the format that is written, and the only one that is read.</summary>
    public const int Version = 1;

    /// <summary>How <see cref="Approval.At"/> is written: RFC 3339, UTC, without fractions.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>A lock without pins.</summary>
    public static LockDocument Empty { get; } = new([], [], null);

    private LockDocument(IReadOnlyList<Pin> pins, IReadOnlyList<LibraryDecision> libraries, string? record) =>
        (Pins, Libraries, Record) = (pins, libraries, record);

    /// <summary>All pins, models before data sets, in the order of the file.</summary>
    public IReadOnlyList<Pin> Pins { get; }

    /// <summary>What was decided on packages, in the order of the file; one decision for each version.</summary>
    public IReadOnlyList<LibraryDecision> Libraries { get; }

    /// <summary>SHA-256 of the last line of the record (<c>airlock.log.jsonl</c>), so that cutting off its end shows; null if there is no record.</summary>
    public string? Record { get; }

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

        var record = PinReader.Digest(shape, "record", 64, found);
        var pins = new List<Pin>();
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var files = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (kind, name) in new[] { (PinKind.Model, "models"), (PinKind.Dataset, "datasets") })
        {
            foreach (var item in shape.Objects(name))
            {
                var pin = PinReader.Read(kind, item, found);
                if (pin is null)
                {
                    continue;
                }

                if (!paths.Add(pin.Path))
                {
                    found.Add(new TextError(item.PositionOf("path"), $"\"{pin.Path}\" is pinned twice"));
                }
                else if (!IsAddress(pin.Path) && files.TryGetValue(pin.Path, out var other))
                {
                    found.Add(new TextError(item.PositionOf("path"), $"\"{pin.Path}\" and \"{other}\" differ in letter case alone, and are one file where that does not count"));
                }
                else
                {
                    files[pin.Path] = pin.Path;
                    pins.Add(pin);
                }
            }
        }

        var libraries = new List<LibraryDecision>();
        foreach (var item in shape.Objects("libraries"))
        {
            if (LibraryDecision.Read(item, found) is not { } decision)
            {
                continue;
            }

            if (libraries.Any(other => other.IsAbout(decision.Id, decision.Version)))
            {
                found.Add(new TextError(item.PositionOf("id"), $"{decision.Id} {decision.Version} is decided on twice"));
            }
            else
            {
                libraries.Add(decision);
            }
        }

        shape.Close();
        return new LockDocument(pins, libraries, record);
    }

    /// <summary>Whether the path is an address rather than a file.</summary>
    public static bool IsAddress(string path) =>
        path.StartsWith("https://", StringComparison.Ordinal) || path.StartsWith("hf://", StringComparison.Ordinal);

    /// <summary>Whether the path names a file below the lock's folder: relative, with <c>/</c>, without <c>..</c>.</summary>
    public static bool IsPlainPath(string path) =>
        path.Length > 0 && path[0] != '/' && path.IndexOf('\\') < 0 && path.IndexOf(':') < 0
        && path.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>Whether a path with <c>/</c> ends with another, at the boundary of a folder.</summary>
    public static bool EndsAtFolder(string path, string end) =>
        path.EndsWith(end, StringComparison.Ordinal)
        && (path.Length == end.Length || path[path.Length - end.Length - 1] == '/');
}
