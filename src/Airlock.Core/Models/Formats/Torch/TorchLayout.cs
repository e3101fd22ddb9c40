namespace Airlock.Core.Models.Formats;

/// <summary>What a zip of PyTorch holds.</summary>
internal enum TorchKind
{
    /// <summary>An object of <c>torch.save</c>.</summary>
    Saved,

    /// <summary>A program of TorchScript with its weights.</summary>
    Script,

    /// <summary>A torch.package: objects with the Python sources they need.</summary>
    Package,
}

/// <summary>
/// The layout of PyTorch's zips since 1.6: one root folder of any name, in it <c>data.pkl</c> and a raw file for each storage
/// (pytorch: caffe2/serialize/inline_container.h).
/// </summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Root">The root folder with its slash; empty if there is none.</param>
internal sealed record TorchLayout(TorchKind Kind, string Root)
{
    private const string Pickle = "data.pkl";
    private const string ExternModules = ".data/extern_modules";

    /// <summary>The layout of a zip, or null if it is none of PyTorch's.</summary>
    public static TorchLayout? Of(ZipArchiveView view)
    {
        foreach (var member in view.Members)
        {
            if (RootOf(member.Name, Pickle) is { } root)
            {
                return new TorchLayout(
                    view.Members.Any(other => other.Name.StartsWith($"{root}code/", StringComparison.Ordinal)) ? TorchKind.Script : TorchKind.Saved, root);
            }

            if (RootOf(member.Name, ExternModules) is { } package)
            {
                return new TorchLayout(TorchKind.Package, package);
            }
        }

        return null;
    }

    /// <summary>Whether a member is a storage: raw numbers, which only their own loader reads.</summary>
    public bool IsStorage(ZipMember member)
    {
        var name = member.Name.AsSpan();
        if (!name.StartsWith(Root))
        {
            return false;
        }

        name = name[Root.Length..];
        var (folder, suffix) = Kind == TorchKind.Package ? (".data/", ".storage") : ("data/", "");
        if (!name.StartsWith(folder) || !name.EndsWith(suffix))
        {
            return name.StartsWith("constants/") && name["constants/".Length..].IndexOfAnyExceptInRange('0', '9') < 0;
        }

        var key = name[folder.Length..^suffix.Length];
        return key.Length > 0 && key.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    // At most one folder deep.
    private static string? RootOf(string name, string file) =>
        name.EndsWith(file, StringComparison.Ordinal) && name[..^file.Length] is var root
            && (root.Length == 0 || root.IndexOf('/', StringComparison.Ordinal) == root.Length - 1)
            ? root
            : null;
}
