using System.Collections.Frozen;

namespace Airlock.Core.Models.Formats;

/// <summary>What is known of the names in Keras configurations, from <c>keras-names.tsv</c>.</summary>
internal static class KerasNames
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Rows = EmbeddedTable.Rows("keras-names.tsv")
        .GroupBy(row => row[1])
        .ToFrozenDictionary(rows => rows.Key, rows => rows.ToFrozenDictionary(row => row[0], row => row[2], StringComparer.Ordinal));

    /// <summary>Whether Keras itself has a class of that name, for configurations that name no module.</summary>
    public static bool IsClass(string name) => Rows["class"].ContainsKey(name);

    /// <summary>Whether a class name marks data, as a shape.</summary>
    public static bool IsData(string name) => Rows["data"].ContainsKey(name);

    /// <summary>Whether Keras itself has an activation, loss, metric or the like of that name.</summary>
    public static bool IsFunction(string name) => Rows["function"].ContainsKey(name);

    /// <summary>Whether a layer takes a vocabulary, which may be a path.</summary>
    public static bool IsLookup(string name) => Rows["lookup"].ContainsKey(name);

    /// <summary>What a function of Keras does that no model needs, or null.</summary>
    public static string? EffectOf(string name) => Rows["denied"].GetValueOrDefault(name[(name.LastIndexOf('.') + 1)..]);

    /// <summary>Whether a module belongs to Keras.</summary>
    public static bool IsTrusted(string module)
    {
        var parts = module.Split('.');
        return Rows["trusted-package"].ContainsKey(parts[0])
            || (parts[0] == "tensorflow" && parts.Skip(1).SkipWhile(part => part == "python").FirstOrDefault() == "keras");
    }

    /// <summary>Whether a module of Keras holds functions for layers and nothing else.</summary>
    public static bool HoldsFunctions(string module) =>
        module is "keras" or "tf_keras" || module.Split('.').Any(Rows["functions-module"].ContainsKey);

    /// <summary>Whether a function of TensorFlow, as <c>math.multiply</c>, only computes.</summary>
    public static bool IsOperation(string name) =>
        Rows["op"].ContainsKey(name) || Rows["op-prefix"].Keys.Any(prefix => name.StartsWith(prefix + ".", StringComparison.Ordinal));

    /// <summary>What a function of TensorFlow reaches beyond computing, or null.</summary>
    public static string? EffectOfOperation(string name) =>
        Rows["op-denied"].FirstOrDefault(row => name == row.Key || name.StartsWith(row.Key + ".", StringComparison.Ordinal)).Value;

    /// <summary>What an operator of a graph reaches beyond computing, or null.</summary>
    public static string? EffectOfGraphOperator(string name) => Rows["graph-op"].GetValueOrDefault(name);
}
