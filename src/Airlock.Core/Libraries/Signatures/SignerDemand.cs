using System.Diagnostics.CodeAnalysis;
using Airlock.Shared.Json;
using Airlock.Shared.Policy;

namespace Airlock.Core.Libraries.Signatures;

/// <summary>An entry of <c>libraries.signers</c>: who must have signed, and what.</summary>
internal sealed class SignerDemand
{
    private const string OwnerPrefix = "owner:";
    private const string AuthorPrefix = "author:";
    private const string RepositoryPrefix = "repository:";

    private static readonly string[] Prefixes = [OwnerPrefix, AuthorPrefix, RepositoryPrefix];

    private readonly PackageEntry _entry;
    private readonly string _prefix;
    private readonly string _value;

    private SignerDemand(PackageEntry entry, string prefix, string value) => (_entry, _prefix, _value) = (entry, prefix, value);

    /// <summary>The entry as it was written.</summary>
    public string Text => _entry.Written.Text;

    /// <summary>What must be verified to know whether it holds.</summary>
    public SignatureParts Parts => _prefix == AuthorPrefix ? SignatureParts.Author : SignatureParts.Repository;

    /// <summary>Reads all entries; those that are wrong go to the report (AIR9001).</summary>
    public static IReadOnlyList<SignerDemand> ReadAll(IReadOnlyList<PlacedText> texts, LibraryReport report)
    {
        var demands = new List<SignerDemand>();
        foreach (var entry in PackageEntry.ReadAll(texts, IsCondition, "owner:NAME, author:FINGERPRINT or repository:FINGERPRINT", report))
        {
            if (TryRead(entry, out var demand, out var error))
            {
                demands.Add(demand);
            }
            else
            {
                report.PolicyError(error);
            }
        }

        return demands;
    }

    /// <summary>The demands on a package, of which one must hold: those that name it, else those on any package.</summary>
    public static IReadOnlyList<SignerDemand> For(RestoredPackage package, IReadOnlyList<SignerDemand> demands)
    {
        var named = demands.Where(demand => demand._entry.Packages is not null && demand._entry.IsAbout(package.Id, package.Version)).ToList();
        return named.Count > 0 ? named : [.. demands.Where(demand => demand._entry.Packages is null)];
    }

    /// <summary>Whether a signature satisfies it.</summary>
    /// <param name="verified">The signature, with <see cref="Parts"/> verified.</param>
    /// <param name="owners">The package's owners, as far as they count; else null.</param>
    public bool Holds(SignatureVerification verified, IReadOnlyList<string>? owners) => _prefix switch
    {
        OwnerPrefix => owners is not null && owners.Contains(_value, StringComparer.OrdinalIgnoreCase),
        AuthorPrefix => verified is { IsAuthorVerified: true, Signature.Author: { } author } && author.Fingerprint == _value,
        _ => verified is { IsRepositoryVerified: true, Signature.Repository: { } repository } && repository.Signer.Fingerprint == _value,
    };

    /// <summary>Whether the policy names a repository by its certificate for a package: then it may say who owns the package.</summary>
    public bool TrustsRepository(RestoredPackage package, RepositorySignature repository) =>
        _prefix == RepositoryPrefix && _value == repository.Signer.Fingerprint && _entry.IsAbout(package.Id, package.Version);

    private static bool IsCondition(string text) => Prefixes.Any(prefix => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static bool TryRead(PackageEntry entry, [NotNullWhen(true)] out SignerDemand? demand, [NotNullWhen(false)] out TextError? error)
    {
        demand = null;
        error = null;
        if (entry.Condition is not { } condition)
        {
            error = Wrong(entry, "says who must be signed and not by whom: after the packages stands owner:NAME, author:FINGERPRINT or repository:FINGERPRINT");
            return false;
        }

        var prefix = Prefixes.First(prefix => condition.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        var value = condition[prefix.Length..].Trim();
        if (prefix == OwnerPrefix)
        {
            if (value.Length == 0 || value.Any(char.IsWhiteSpace))
            {
                error = Wrong(entry, "names no owner: write one name as the feed shows it, as owner:contoso");
                return false;
            }
        }
        else
        {
            value = value.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
            if (value.Length != 64 || !value.All(char.IsAsciiHexDigit))
            {
                error = Wrong(entry, $"has no fingerprint after {prefix} which is the SHA-256 of a certificate: 64 hex digits, with or without ':'");
                return false;
            }
        }

        demand = new SignerDemand(entry, prefix, value);
        return true;
    }

    private static TextError Wrong(PackageEntry entry, string what) => new(entry.Written.Position, $"\"{entry.Written.Text}\" of libraries.signers {what}");
}
