using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads HDF5 that is no Keras model: it holds numbers, but datasets and links can lead to other files, which whoever loads it then reads.
/// </summary>
internal sealed class Hdf5Reader : IModelReader
{
    /// <inheritdoc/>
    public string Format => "hdf5";

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name) => Hdf5File.Find(source) is not null && !KerasHdf5Reader.IsKeras(source);

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context) => Walk(source, context, _ => false, (_, _) => { });

    /// <summary>Visits every object once, and reports what leads out of the file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="context">Takes findings.</param>
    /// <param name="isWanted">Says by its name whether the value of an attribute is read.</param>
    /// <param name="onAttribute">Is given the path of the object and an attribute of it.</param>
    public static void Walk(ByteSource source, ScanContext context, Func<string, bool> isWanted, Action<string, Hdf5Attribute> onAttribute)
    {
        var file = new Hdf5File(source, context.Budget);
        var seen = new HashSet<long> { file.Root };
        var open = new Queue<(string Path, long Address)>([("/", file.Root)]);
        while (open.TryDequeue(out var next))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var (path, address) = next;
            var item = new Hdf5Object(file, address);
            foreach (var attribute in item.Attributes(isWanted))
            {
                onAttribute(path, attribute);
            }

            foreach (var (other, offset) in item.ExternalData())
            {
                Report(path, other, offset, context);
            }

            if (item.VirtualData is { } at)
            {
                context.Report(ModelVerdict.Suspicious, $"the data of '{path}' is put together from other files", at, path, $"hdf5:virtual:{path}");
            }

            foreach (var link in item.Links())
            {
                var name = path.Length < 1000 ? $"{path.TrimEnd('/')}/{link.Name}" : path;
                if (link.ExternalFile is { } other)
                {
                    Report(name, other, link.Offset, context);
                }
                else if (link.Address is { } target && seen.Add(target))
                {
                    open.Enqueue((name, target));
                }
            }
        }
    }

    private static void Report(string path, string other, long offset, ScanContext context)
    {
        var isInside = RelativePath.StaysInside(other);
        context.Report(
            isInside ? ModelVerdict.Suspicious : ModelVerdict.Malicious,
            $"'{path}' makes a loader read the file '{other}'{(isInside ? "" : ", which lies outside of the model's folder")}",
            offset,
            path,
            isInside ? $"hdf5:{other}" : null);
    }
}
