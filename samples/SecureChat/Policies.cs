namespace SecureChat;

/// <summary>Names of the policies that guard endpoints.</summary>
internal static class Policies
{
    /// <summary>Only the shop's staff.</summary>
    public const string Staff = "staff";

    /// <summary>So many requests a minute for each caller.</summary>
    public const string PerCaller = "per-caller";
}
