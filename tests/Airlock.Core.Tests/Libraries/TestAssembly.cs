using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Airlock.Core.Tests.Libraries;

/// <summary>Assemblies that tests write: nothing in them can run.</summary>
internal static class TestAssembly
{
    private const string Attributes = "Microsoft.CodeAnalysis";

    /// <summary>An assembly that holds nothing but resources.</summary>
    public static byte[] WithResources(params (string Name, byte[] Content)[] resources) => Write(resources, [], []);

    /// <summary>An assembly with types that bear attributes, and with references to members of other types.</summary>
    /// <param name="marks">Attributes, as <c>Microsoft.CodeAnalysis.GeneratorAttribute</c>.</param>
    /// <param name="members">Members, as <c>System.Net.Http.HttpClient.GetAsync</c>.</param>
    public static byte[] With(string[] marks, params string[] members) => Write([], marks, members);

    /// <summary>An analyzer.</summary>
    public static byte[] Analyzer(params string[] members) => With([Attributes + ".Diagnostics.DiagnosticAnalyzerAttribute"], members);

    /// <summary>A source generator.</summary>
    public static byte[] Generator(params string[] members) => With([Attributes + ".GeneratorAttribute"], members);

    /// <summary>A file <c>.resources</c> with one array of bytes, or with a text.</summary>
    public static byte[] Container(string name, object content)
    {
        using var stream = new MemoryStream();
        using (var writer = new System.Resources.ResourceWriter(stream))
        {
            if (content is byte[] bytes)
            {
                writer.AddResource(name, bytes);
            }
            else if (content is Stream source)
            {
                writer.AddResource(name, source);
            }
            else
            {
                writer.AddResource(name, (string)content);
            }

            writer.AddResource("greeting", "Hello");
            writer.AddResource("number", 5);
        }

        return stream.ToArray();
    }

    private static byte[] Write((string Name, byte[] Content)[] resources, string[] marks, string[] members)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString("Data.dll"), metadata.GetOrAddGuid(Guid.Empty), default, default);
        metadata.AddAssembly(metadata.GetOrAddString("Data"), new Version(1, 0), default, default, default, default);
        var other = metadata.AddAssemblyReference(metadata.GetOrAddString("Other"), new Version(1, 0), default, default, default, default);
        var signature = new BlobBuilder();
        new BlobEncoder(signature).MethodSignature(isInstanceMethod: true).Parameters(0, returnType => returnType.Void(), _ => { });
        var signatureHandle = metadata.GetOrAddBlob(signature);
        EntityHandle Member(string name)
        {
            var dot = name.EndsWith("..ctor", StringComparison.Ordinal) ? name.Length - 6 : name.LastIndexOf('.');
            var (type, member) = (name[..dot], name[(dot + 1)..]);
            var reference = metadata.AddTypeReference(other, metadata.GetOrAddString(type[..type.LastIndexOf('.')]), metadata.GetOrAddString(type[(type.LastIndexOf('.') + 1)..]));
            return metadata.AddMemberReference(reference, metadata.GetOrAddString(member), signatureHandle);
        }

        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        foreach (var mark in marks)
        {
            var type = metadata.AddTypeDefinition(TypeAttributes.Public, default, metadata.GetOrAddString("Marked"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
            metadata.AddCustomAttribute(type, Member(mark + "..ctor"), metadata.GetOrAddBlob(new byte[] { 1, 0, 0, 0 }));
        }

        foreach (var member in members)
        {
            Member(member);
        }

        var content = new BlobBuilder();
        foreach (var (name, bytes) in resources)
        {
            content.Align(8);
            metadata.AddManifestResource(ManifestResourceAttributes.Public, metadata.GetOrAddString(name), default, (uint)content.Count);
            content.WriteInt32(bytes.Length);
            content.WriteBytes(bytes);
        }

        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder(), managedResources: content).Serialize(image);
        return image.ToArray();
    }
}
