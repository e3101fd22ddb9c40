namespace Airlock.Core.Libraries.Signatures;

/// <summary>
/// The repositories whose word on owners counts. Anybody with a certificate for code signing can sign as a repository and name any owners and any service
/// index; what they can't get from an authority is a certificate with the name of the repository that has that index.
/// </summary>
internal sealed class KnownRepositories(IEnumerable<(string ServiceIndex, string Subject)> rows)
{
    private static readonly Lazy<KnownRepositories> OfTable = new(() => new KnownRepositories(
        EmbeddedTable.Rows("repository-signers.tsv").Select(cells => (cells[0], cells[1]))));

    private readonly HashSet<(string, string)> _rows = [.. rows];

    /// <summary>Those that Airlock knows: the public gallery.</summary>
    public static KnownRepositories Default => OfTable.Value;

    /// <summary>Whether a signature that verifies is by the repository that it names. By subject and not by fingerprint, because certificates are renewed.</summary>
    public bool Contains(RepositorySignature repository) => _rows.Contains((repository.ServiceIndex, repository.Signer.Subject));
}
