using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads zips of PyTorch: what stands outside of the one root folder, and what is packed in ways that PyTorch does not write. The pickles in
/// it are read as members of the zip.
/// </summary>
internal sealed class TorchReader : ZipFormatReader
{
    private readonly TorchKind _kind;

    private TorchReader(TorchKind kind, string format) => (_kind, Format) = (kind, format);

    /// <summary>A reader for each kind of zip.</summary>
    public static IReadOnlyList<IModelReader> All { get; } =
    [
        new TorchReader(TorchKind.Script, "torchscript"),
        new TorchReader(TorchKind.Package, "torch-package"),
        new TorchReader(TorchKind.Saved, "torch-zip"),
    ];

    /// <inheritdoc/>
    public override string Format { get; }

    /// <inheritdoc/>
    protected override bool Recognises(ZipArchiveView view) => TorchLayout.Of(view)?.Kind == _kind;

    /// <inheritdoc/>
    protected override void Read(ZipArchiveView view, ScanContext context)
    {
        var layout = TorchLayout.Of(view)!;
        foreach (var member in view.Members)
        {
            if (!member.Name.StartsWith(layout.Root, StringComparison.Ordinal))
            {
                Report(member, "outside", $"stands outside of the folder '{layout.Root}', where PyTorch writes nothing", context);
            }

            if (!member.IsStored && (layout.IsStorage(member) || member.Name == $"{layout.Root}data.pkl"))
            {
                Report(member, "compressed", "is compressed, and PyTorch stores it as it is", context);
            }

            if (member.Local is not null && member.Length > 0 && view.Source.Has(member.Start, ZipHeader.LocalMark))
            {
                Report(member, "nested-zip", "is a zip in the zip", context);
                if (layout.IsStorage(member))
                {
                    using var content = view.Open(member, context);
                    context.Scan(content.Source, member.Name);
                }
            }
        }

        if (_kind == TorchKind.Script)
        {
            ReadScript(view, layout, context);
        }
        else if (_kind == TorchKind.Package)
        {
            context.Report(
                ModelVerdict.CodeBearing,
                "It is a torch.package: Python sources in it are executed when it is imported.",
                element: view.Members.FirstOrDefault(member => member.Name.EndsWith(".py", StringComparison.Ordinal))?.Name);
        }
    }

    private static void ReadScript(ZipArchiveView view, TorchLayout layout, ScanContext context)
    {
        context.Report(
            ModelVerdict.CodeBearing,
            "It is a TorchScript program: the operators that its code names run when it is called, some as soon as it is loaded.");
        foreach (var member in view.Members)
        {
            if (member.Name.StartsWith($"{layout.Root}code/", StringComparison.Ordinal) && member.Name.EndsWith(".py", StringComparison.Ordinal))
            {
                using var content = view.Open(member, context);
                TorchScriptCode.Read(content.Source, context.Inside(member.Name));
            }
        }
    }

    private static void Report(ZipMember member, string kind, string what, ScanContext context) => context.Report(
        ModelVerdict.Suspicious,
        $"The member '{member.Name}' {what}.",
        member.Header.Start,
        member.Name,
        $"torch:{kind}:{member.Name}");
}
