using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Airlock.Core.Libraries.Integrity;

namespace Airlock.Core.Libraries;

/// <summary>
/// What earlier builds read in packages, kept for all projects of a user: by the folder of the package, its content hash and the files that a build uses,
/// and only as long as no file of it changed. It makes the second project of a solution free; it is no evidence: where evidence counts (continuous integration, publish) it is
/// filled but not asked.
/// </summary>
public sealed class PackageMemory
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    // Of one process: a build of many projects asks for the same packages again and again. What is in it is checked against the files before it is used.
    private static readonly ConcurrentDictionary<string, RememberedPackage> Process = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<RestoredPackage, PackageFacts> _facts = new(ReferenceEqualityComparer.Instance);
    private readonly string? _folder;
    private readonly bool _trusted;

    private PackageMemory(string? folder, bool trusted) => (_folder, _trusted) = (folder, trusted);

    /// <summary>Opens a memory.</summary>
    /// <param name="folder">Where it is kept, absolute; null keeps it in this process alone.</param>
    /// <param name="trusted">Whether its content may be used.</param>
    public static PackageMemory Open(string? folder, bool trusted) => new(folder, trusted);

    /// <summary>Where a user's memory is kept unless something else is said, or null if the system has no place for it.</summary>
    public static string? DefaultFolder =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } data
            ? Path.Combine(data, "airlock", "packages")
            : null;

    /// <summary>Forgets what this process knows; what is kept in folders stays.</summary>
    internal static void ForgetProcess() => Process.Clear();

    /// <summary>What is known of a package. May be called by several threads.</summary>
    public PackageFacts Of(RestoredPackage package) => _facts.GetOrAdd(package, one => new PackageFacts(one, _trusted ? Recall(one) : null));

    /// <summary>Keeps what this run read anew. A memory that can't be written is none, and no fault.</summary>
    public void Save()
    {
        var news = _facts.Values.Where(facts => facts.HasNews).ToList();
        Parallel.ForEach(news, facts =>
        {
            var (key, remembered) = (KeyOf(facts.Package), facts.ToRemember());
            Process[key] = remembered;
            if (_folder is not null)
            {
                var bytes = JsonSerializer.SerializeToUtf8Bytes(remembered, RememberedPackageJson.Default.RememberedPackage);
                IgnoreFailure(() => AtomicFile.Write(PathOf(facts.Package, key), stream => stream.Write(bytes)));
            }
        });
        if (_folder is not null && news.Count > 0)
        {
            IgnoreFailure(RemoveOld);
        }
    }

    // Once a day at most: versions that nobody uses any more would stay for ever.
    private void RemoveOld()
    {
        var mark = Path.Combine(_folder!, "cleaned");
        var now = DateTime.UtcNow;
        if (now - File.GetLastWriteTimeUtc(mark) < TimeSpan.FromDays(1))
        {
            return;
        }

        File.WriteAllBytes(mark, []);
        foreach (var file in new DirectoryInfo(_folder!).EnumerateFiles("*.json").Where(file => now - file.LastWriteTimeUtc > Kept))
        {
            file.Delete();
        }
    }

    private static void IgnoreFailure(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It will be read again.
        }
    }

    private RememberedPackage? Recall(RestoredPackage package)
    {
        var key = KeyOf(package);
        if (Process.TryGetValue(key, out var known) || _folder is null)
        {
            return known;
        }

        try
        {
            var path = PathOf(package, key);
            if (File.Exists(path)
                && JsonSerializer.Deserialize(File.ReadAllBytes(path), RememberedPackageJson.Default.RememberedPackage) is { Version: RememberedPackage.CurrentVersion } remembered)
            {
                return Process.GetOrAdd(key, remembered);
            }
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            // Damaged, or being written: it is read anew.
        }

        return null;
    }

    private string PathOf(RestoredPackage package, string key) => Path.Combine(_folder!, $"{package.Id}.{package.Version}.{key}.json".ToLowerInvariant());

    // Projects of several frameworks use other files of the same package, and each shall find its own again.
    private static string KeyOf(RestoredPackage package)
    {
        var text = string.Join('\n', PackageUsage.FilesOf(package).Prepend(package.ContentHash).Prepend(package.Folder));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }
}
