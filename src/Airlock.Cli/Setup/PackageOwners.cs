using Airlock.Core;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Signatures;
using Airlock.Core.Policy;

namespace Airlock.Cli.Setup;

/// <summary>Who owns the packages of some projects, by verified signatures of known repositories.</summary>
/// <param name="Owners">The owners, by how many packages they have in the graph.</param>
/// <param name="Others">Packages that no verified signature gives an owner, by their identifiers.</param>
public sealed record PackageOwners(IReadOnlyList<string> Owners, IReadOnlyList<string> Others)
{
    private const string OwnPackage = "Airlock";

    /// <summary>What an allow list says that lets all of them through.</summary>
    public IReadOnlyList<string> AllowList => [.. Owners.Select(owner => $"owner:{owner}"), .. Others];

    /// <summary>Looks at the packages of projects.</summary>
    /// <param name="results">Projects that were built.</param>
    /// <param name="assetsOf">The assets file of a project and target framework, or null.</param>
    /// <param name="cancellation">Stops the verifying.</param>
    public static PackageOwners Of(IEnumerable<GateResult> results, Func<GateResult, string?> assetsOf, CancellationToken cancellation)
    {
        var (owners, others) = (new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase), new SortedSet<string>(StringComparer.OrdinalIgnoreCase));
        var seen = new HashSet<(string, string)>();
        foreach (var result in results)
        {
            if (assetsOf(result) is not { } assets || PackageGraph.Read(assets, result.TargetFramework).Graph is not { } graph)
            {
                continue;
            }

            var context = PolicyFiles.Read(result.ProjectFile, policyFile: null, lockFile: null, profile: null, []);
            var libraries = new LibrarySet(context, graph) { Packages = LibrarySet.Locate(graph) };
            foreach (var package in libraries.Packages.Where(package => seen.Add((package.Id, package.Version)) && !package.Id.Equals(OwnPackage, StringComparison.OrdinalIgnoreCase)))
            {
                if (PackageSigners.Of(libraries).VerifiedOwners(package, cancellation) is not { IsEmpty: false } known)
                {
                    others.Add(package.Id);
                    continue;
                }

                foreach (var owner in known)
                {
                    owners[owner] = owners.GetValueOrDefault(owner) + 1;
                }
            }
        }

        return new PackageOwners([.. owners.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key)], [.. others]);
    }
}
