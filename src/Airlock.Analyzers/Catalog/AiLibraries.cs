using System.IO;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Catalog;

/// <summary>
/// Which assemblies are AI libraries. <c>ai-libraries.tsv</c> lists families of assembly names: a family covers the
/// assembly of that name and all whose names go on with a dot.
/// </summary>
internal static class AiLibraries
{
    private static readonly Lazy<HashSet<string>> Families = new(Read);

    /// <summary>Whether a compilation references any AI library.</summary>
    public static bool IsReferencedBy(Compilation compilation) =>
        compilation.ReferencedAssemblyNames.Any(assembly => Contains(assembly.Name));

    /// <summary>Whether an assembly is an AI library.</summary>
    /// <param name="assemblyName">Its simple name.</param>
    public static bool Contains(string assemblyName)
    {
        for (var end = assemblyName.Length; end > 0; end = assemblyName.LastIndexOf('.', end - 1))
        {
            if (Families.Value.Contains(assemblyName.Substring(0, end)))
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<string> Read()
    {
        using var stream = typeof(AiLibraries).Assembly.GetManifestResourceStream("Airlock.Catalog.ai-libraries.tsv")!;
        using var reader = new StreamReader(stream);
        var families = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            families.Add(line.Split('\t')[0]);
        }

        return families;
    }
}
