using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Airlock.Core.Models;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Libraries.BuildCode;

/// <summary>What the metadata of an assembly say of what it does when the compiler or MSBuild loads it. Nothing of it is run.</summary>
/// <param name="IsManaged">Whether it is an assembly of .NET at all.</param>
/// <param name="IsAnalyzer">Whether a type of it is marked as an analyzer.</param>
/// <param name="IsGenerator">Whether a type of it is marked as a source generator.</param>
/// <param name="Network">The types of the network whose members it uses, in ordinal order.</param>
/// <param name="Processes">The types that start processes whose members it uses, in ordinal order.</param>
/// <param name="IsReadable">Whether all that could be read.</param>
internal sealed record AssemblyEffects(
    bool IsManaged, bool IsAnalyzer, bool IsGenerator, IReadOnlyList<string> Network, IReadOnlyList<string> Processes, bool IsReadable)
{
    private const string AnyName = "*";
    private const int MaximumLength = 128 * 1024 * 1024;

    /// <summary>An assembly that does nothing of the kind.</summary>
    public static readonly AssemblyEffects Nothing = new(true, false, false, [], [], true);

    private static readonly AssemblyEffects Native = new(false, false, false, [], [], true);
    private static readonly AssemblyEffects Unreadable = new(true, false, false, [], [], false);

    private static readonly ILookup<(string Namespace, string Type), (string Member, string Effect)> Effects =
        EmbeddedTable.Rows("assembly-effects.tsv").ToLookup(row => (row[0], row[1]), row => (row[2], row[3]));

    private static readonly HashSet<string> Namespaces = [.. Effects.Select(group => group.Key.Namespace)];

    /// <summary>Reads an assembly.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static AssemblyEffects Read(string path)
    {
        using var file = FileDigest.Open(path);
        var source = ByteSource.Of(file, path);
        return source.Length > MaximumLength ? Unreadable : Read(source);
    }

    /// <summary>Reads the bytes of an assembly.</summary>
    public static AssemblyEffects Read(ByteSource source)
    {
        try
        {
            using var reader = new PEReader(source.OpenRead());
            return reader.HasMetadata ? Read(reader.GetMetadataReader()) : Native;
        }
        catch (Exception exception) when (exception is BadImageFormatException or ModelFormatException or InvalidOperationException or OverflowException or ArgumentException)
        {
            // What is no executable at all is a native file, or none; the runtime would refuse it too.
            return source.Has(0, "MZ"u8) ? Unreadable : Native;
        }
    }

    private static AssemblyEffects Read(MetadataReader metadata)
    {
        var (analyzer, generator) = (new HashSet<EntityHandle>(), new HashSet<EntityHandle>());
        var known = new Dictionary<EntityHandle, (string Name, IReadOnlyList<(string Member, string Effect)> Rows)>();
        foreach (var handle in metadata.TypeReferences)
        {
            var type = metadata.GetTypeReference(handle);
            Note(metadata, handle, type.Namespace, type.Name, analyzer, generator);
            if (!type.Namespace.IsNil && metadata.GetString(type.Namespace) is var space && Namespaces.Contains(space))
            {
                var name = metadata.GetString(type.Name);
                var rows = Effects[(space, name)].Concat(Effects[(space, AnyName)]).ToList();
                if (rows.Count > 0)
                {
                    known[handle] = ($"{space}.{name}", rows);
                }
            }
        }

        // The compiler goes by the name of the attribute, wherever it is defined.
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            Note(metadata, handle, type.Namespace, type.Name, analyzer, generator);
        }

        var (network, processes) = UsedEffects(metadata, known);
        var (isAnalyzer, isGenerator) = analyzer.Count + generator.Count == 0 ? (false, false) : Marks(metadata, analyzer, generator);
        return new AssemblyEffects(true, isAnalyzer, isGenerator, network, processes, true);
    }

    private static void Note(MetadataReader metadata, EntityHandle type, StringHandle space, StringHandle name, HashSet<EntityHandle> analyzer, HashSet<EntityHandle> generator)
    {
        if (metadata.StringComparer.Equals(name, "DiagnosticAnalyzerAttribute") && metadata.StringComparer.Equals(space, "Microsoft.CodeAnalysis.Diagnostics"))
        {
            analyzer.Add(type);
        }
        else if (metadata.StringComparer.Equals(name, "GeneratorAttribute") && metadata.StringComparer.Equals(space, "Microsoft.CodeAnalysis"))
        {
            generator.Add(type);
        }
    }

    private static (IReadOnlyList<string> Network, IReadOnlyList<string> Processes) UsedEffects(
        MetadataReader metadata, Dictionary<EntityHandle, (string Name, IReadOnlyList<(string Member, string Effect)> Rows)> known)
    {
        var (network, processes) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        if (known.Count == 0)
        {
            return ([], []);
        }

        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (known.TryGetValue(member.Parent, out var type))
            {
                foreach (var (_, effect) in type.Rows.Where(row => row.Member == AnyName || metadata.StringComparer.Equals(member.Name, row.Member)))
                {
                    (effect == "network" ? network : processes).Add(type.Name);
                }
            }
        }

        return ([.. network], [.. processes]);
    }

    private static (bool IsAnalyzer, bool IsGenerator) Marks(MetadataReader metadata, HashSet<EntityHandle> analyzer, HashSet<EntityHandle> generator)
    {
        var (isAnalyzer, isGenerator) = (false, false);
        foreach (var handle in metadata.CustomAttributes)
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Parent.Kind != HandleKind.TypeDefinition)
            {
                continue;
            }

            var type = attribute.Constructor.Kind switch
            {
                HandleKind.MemberReference => metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent,
                HandleKind.MethodDefinition => metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType(),
                _ => default(EntityHandle),
            };
            isAnalyzer |= analyzer.Contains(type);
            isGenerator |= generator.Contains(type);
        }

        return (isAnalyzer, isGenerator);
    }
}
