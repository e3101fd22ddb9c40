// Writes src/Airlock.Core/Libraries/Names/well-known-packages.tsv, the catalog of the rule AIR6006, from seeds.tsv beside this file:
//   dotnet run --project tools/Airlock.PackageCatalog -- --installed      owners from packages that restore left on this machine; no network
//   dotnet run --project tools/Airlock.PackageCatalog -- --ask 50         asks the feeds of nuget.config for up to 50 more
//   dotnet run --project tools/Airlock.PackageCatalog -- --ask Dapper     asks them for this package
// A row whose owners are known is kept, so that runs add up; delete its owners to read them again. Nothing of a package is executed.
using System.Globalization;
using Airlock.PackageCatalog;
using NuGet.Common;
using NuGet.Configuration;
using NuGet.Protocol;
using NuGet.Protocol.Core.Types;

var isOffline = args is ["--installed"];
var isNumber = args is ["--ask", var number] && int.TryParse(number, out _);
if (!isOffline && args is not ["--ask", _, ..])
{
    Console.Error.WriteLine("usage: Airlock.PackageCatalog --installed | --ask NUMBER | --ask ID...");
    return 2;
}

var most = isNumber ? int.Parse(args[1], CultureInfo.InvariantCulture) : args.Length - 1;
var wanted = isOffline || isNumber ? [] : args[1..].ToHashSet(StringComparer.OrdinalIgnoreCase);

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var root = FindRoot(Environment.CurrentDirectory);
var seeds = CatalogTable.Read(Path.Combine(root, "tools", "Airlock.PackageCatalog", "seeds.tsv"), owners: -1, kind: 1);
var file = Path.Combine(root, "src", "Airlock.Core", "Libraries", "Names", "well-known-packages.tsv");
var known = File.Exists(file) ? CatalogTable.Read(file, owners: 1, kind: 2).ToDictionary(row => row.Id, StringComparer.OrdinalIgnoreCase) : [];
var settings = Settings.LoadDefaultSettings(root);
var installed = new InstalledPackages(SettingsUtility.GetGlobalPackagesFolder(settings));
using var feeds = new Feeds(
    [.. new PackageSourceProvider(settings).LoadPackageSources().Where(source => source.IsEnabled).Select(source => Repository.Factory.GetCoreV3(source))],
    NullLogger.Instance);

var rows = new List<CatalogRow>();
var (found, asked) = (0, 0);
foreach (var seed in seeds)
{
    var owners = known.GetValueOrDefault(seed.Id)?.Owners is { Count: > 0 } before ? before : await installed.OwnersOf(seed.Id, stop.Token);
    if (owners.Count == 0 && asked < most && (isNumber || wanted.Contains(seed.Id)) && !stop.IsCancellationRequested)
    {
        asked++;
        owners = await feeds.OwnersOf(seed.Id, stop.Token);
        Console.WriteLine($"{seed.Id}: {(owners.Count == 0 ? "no owners" : string.Join(", ", owners))}");
    }

    found += owners.Count > 0 ? 1 : 0;
    rows.Add(seed with { Owners = owners });
}

CatalogTable.Write(file, rows);
Console.WriteLine($"{rows.Count} packages, owners of {found} known, {asked} asked for");
return 0;

static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "Analyzers.sln"))
    ? folder
    : FindRoot(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Start this inside the repository."));
