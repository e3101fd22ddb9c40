using System.Collections.Frozen;

namespace Airlock.Core.Models.Formats;

/// <summary>What harm a name of Python does, by the categories that tables of such names use.</summary>
internal static class PythonEffects
{
    private static readonly FrozenDictionary<string, string> Effects = new Dictionary<string, string>
    {
        ["process"] = "starts programs",
        ["eval"] = "runs code that it is given",
        ["file"] = "reads, writes or removes files",
        ["network"] = "connects to other machines",
        ["import"] = "imports any module by its name",
        ["native"] = "calls native code",
        ["pickle"] = "loads objects from bytes or files that are not vetted here",
        ["objects"] = "loads objects that run code",
        ["interpreter"] = "changes the running interpreter",
        ["introspection"] = "reaches from objects to all the code there is",
    }.ToFrozenDictionary();

    /// <summary>The effect of a category, as part of a sentence that begins with "which"; null if there is no such category.</summary>
    public static string? Of(string category) => Effects.GetValueOrDefault(category);
}
