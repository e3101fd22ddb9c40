namespace Airlock.Core.Models.Formats;

/// <summary>What becomes of a Python name that a configuration has imported and called, by the table of globals of pickles.</summary>
internal static class ImportedNames
{
    /// <summary>What the name does that a model has no use for, as part of a sentence; null if it is not known to do harm.</summary>
    /// <param name="name">Dotted, as <c>os.system</c>: where the module ends and attributes begin is tried from the end.</param>
    public static string? FindHarm(string name)
    {
        for (var dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
        {
            var verdict = PickleGlobals.Judge(name[..dot], name[(dot + 1)..]);
            switch (verdict.Kind)
            {
                case PickleGlobalKind.Dangerous:
                    return verdict.Effect ?? "does harm";
                case PickleGlobalKind.Import:
                    return "imports any module by its name";
                case PickleGlobalKind.Attribute:
                    return "reaches any attribute by its name";
                case PickleGlobalKind.Bytes:
                    return "loads objects from bytes or files that are not vetted here";
                case PickleGlobalKind.Safe or PickleGlobalKind.Calls:
                    return null;
            }
        }

        return null;
    }
}
