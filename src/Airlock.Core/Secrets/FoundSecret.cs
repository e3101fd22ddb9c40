namespace Airlock.Core.Secrets;

/// <summary>A credential found in a text file.</summary>
/// <param name="Secret">The credential itself: it must not leave the process.</param>
/// <param name="Provider">Whose it is, as <c>OpenAI</c>.</param>
/// <param name="Variable">The environment variable in which its libraries look for it; empty if there is none.</param>
/// <param name="Format">Identifier of its shape (<c>key-formats.tsv</c>), or <see cref="NamedFormat"/> where its name gave it away.</param>
/// <param name="Path">What it is called in the file, as <c>OpenAI:ApiKey</c>; empty if nothing names it.</param>
/// <param name="Start">Offset in the file.</param>
/// <param name="End">Offset after it.</param>
internal sealed record FoundSecret(string Secret, string Provider, string Variable, string Format, string Path, int Start, int End)
{
    /// <summary>The format of a credential that has no shape of its own.</summary>
    public const string NamedFormat = "named";
}
