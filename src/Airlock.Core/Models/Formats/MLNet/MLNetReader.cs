using System.Text;
using Airlock.Core.Models.Facts;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads model files of ML.NET: a zip with a <c>Model.key</c> for each transformer and predictor. Loading one calls Assembly.Load for the
/// name that it gives (dotnet/machinelearning: ModelLoadContext, LambdaTransform), and looks in that assembly for a class to create: what
/// assembly is meant is the file's choice. Models of ONNX and TensorFlow inside are read as members of the zip.
/// </summary>
internal sealed class MLNetReader : ZipFormatReader
{
    private const string KeyName = "Model.key";
    private const string VersionName = "TrainingInfo/Version.txt";
    private const int LongestVersion = 256;
    private const int MaximumLength = 64 * 1024 * 1024;
    private const string Token = "cc7b13ffcd2ddd51";

    private static readonly Lazy<IReadOnlySet<string>> Assemblies = new(() => EmbeddedTable.Rows("mlnet-assemblies.tsv")
        .Select(cells => cells[0]).ToHashSet(StringComparer.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override string Format => "mlnet";

    /// <inheritdoc/>
    protected override bool Recognises(ZipArchiveView view) =>
        view.Members.Any(IsKey);

    /// <inheritdoc/>
    protected override void Read(ZipArchiveView view, ScanContext context)
    {
        var (parts, isWhole) = (new FactList<ModelPart>("parts"), true);
        foreach (var member in view.Members.Where(IsKey))
        {
            if (member.Local is null)
            {
                continue;
            }

            var inside = context.Inside(member.Name);
            try
            {
                using var content = view.Open(member, context);
                if (content.Source.Length > MaximumLength)
                {
                    throw new ModelFormatException($"it is longer than {MaximumLength:N0} bytes");
                }

                var key = MLNetModelKey.Read(content.Source);
                Check(key, inside);
                parts.Add(new ModelPart(FactText.Name(member.Name[..Math.Max(0, member.Name.Length - KeyName.Length - 1)]) ?? "", FactText.Name(key.Loader) ?? "?"));
            }
            catch (ModelFormatException exception)
            {
                isWhole = false;
                inside.Report(ModelVerdict.NotFullyRead, $"The header of this part of an ML.NET model can't be read: {exception.Message}.", exception.Offset);
            }
        }

        if (isWhole)
        {
            context.Describe(new ModelFacts(Format)
            {
                Producer = FactText.Program("ML.NET", ReadVersion(view, context)),
                Parts = [.. parts.Items.Distinct().OrderBy(part => part.Path, StringComparer.Ordinal).ThenBy(part => part.Loader, StringComparer.Ordinal)],
                Cut = parts.Cut,
            });
        }
    }

    // "5.0.1", or "3.0.1 @BuiltBy: …": what follows the number tells of the build of the library.
    private static string? ReadVersion(ZipArchiveView view, ScanContext context)
    {
        if (view.Find(VersionName) is not { Length: <= LongestVersion } member)
        {
            return null;
        }

        try
        {
            return Encoding.UTF8.GetString(ReadAll(view, member, LongestVersion, context)).Trim('\uFEFF', ' ', '\r', '\n').Split(' ', '@')[0];
        }
        catch (ModelFormatException)
        {
            // The zip itself is read by another reader, which says what is wrong with it.
            return null;
        }
    }

    private static bool IsKey(ZipMember member) =>
        member.Name == KeyName || member.Name.EndsWith("/" + KeyName, StringComparison.OrdinalIgnoreCase);

    private static void Check(MLNetModelKey key, ScanContext context)
    {
        foreach (var (assembly, offset) in key.Assemblies)
        {
            var name = SimpleName(assembly);
            var claimsToken = assembly.Contains("PublicKeyToken", StringComparison.OrdinalIgnoreCase);
            if (!Assemblies.Value.Contains(name))
            {
                Report($"Loading this part ('{key.Loader}') loads the assembly \"{name}\", which is none of ML.NET's, and runs what it registers there.");
            }
            else if (claimsToken && !assembly.Contains(Token, StringComparison.OrdinalIgnoreCase))
            {
                Report($"Loading this part ('{key.Loader}') loads an assembly of ML.NET's name, \"{name}\", that is signed with another key: {assembly}.");
            }

            void Report(string message) => context.Report(ModelVerdict.Suspicious, message, offset, key.Loader, $"assembly:{name}");
        }
    }

    private static string SimpleName(string assembly)
    {
        var comma = assembly.IndexOf(',', StringComparison.Ordinal);
        return (comma < 0 ? assembly : assembly[..comma]).Trim();
    }
}
