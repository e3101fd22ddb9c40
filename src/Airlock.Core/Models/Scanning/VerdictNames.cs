namespace Airlock.Core.Models.Scanning;

/// <summary>The names of verdicts in output for machines.</summary>
public static class VerdictNames
{
    /// <summary>The name of a verdict, as <c>not-fully-read</c>.</summary>
    public static string Of(ModelVerdict verdict) => verdict switch
    {
        ModelVerdict.Clean => "clean",
        ModelVerdict.CodeBearing => "code-bearing",
        ModelVerdict.Suspicious => "suspicious",
        ModelVerdict.NotFullyRead => "not-fully-read",
        _ => "malicious",
    };
}
