namespace Airlock.PackageCatalog;

/// <summary>Packages that restore left on this machine.</summary>
/// <param name="folder">The global packages folder.</param>
internal sealed class InstalledPackages(string folder)
{
    /// <summary>The owners that any installed version of a package names; empty if there is none.</summary>
    public async Task<IReadOnlyList<string>> OwnersOf(string id, CancellationToken cancellation)
    {
        var own = Path.Combine(folder, id.ToLowerInvariant());
        var files = Directory.Exists(own) ? Directory.GetFiles(own, "*.nupkg", SearchOption.AllDirectories) : [];
        foreach (var file in files.OrderDescending(StringComparer.Ordinal))
        {
            await using var stream = File.OpenRead(file);
            if (await SignedPackage.OwnersOf(stream, cancellation) is { Count: > 0 } owners)
            {
                return owners;
            }
        }

        return [];
    }
}
