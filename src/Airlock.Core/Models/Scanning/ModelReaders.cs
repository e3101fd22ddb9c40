using Airlock.Core.Models.Formats;

namespace Airlock.Core.Models.Scanning;

/// <summary>All readers, in the order in which a format is named when several recognise the same bytes.</summary>
internal static class ModelReaders
{
    public static IReadOnlyList<IModelReader> All { get; } =
    [
        new SafetensorsReader(),
        new GgufReader(),
        new WeightsIndexReader(),
        new JinjaTemplateReader(),
        new KerasArchiveReader(),
        new KerasHdf5Reader(),
        new Hdf5Reader(),
        new KerasConfigurationReader(),
        new HubConfigurationReader(),
        new SentenceModulesReader(),
        new NemoReader(),
        new TarReader(),
        .. TorchReader.All,
        new MLNetReader(),
        new NpzReader(),
        new SkopsReader(),
        new ModelArchiveReader(),
        new ZipReader(),
        .. CompressedReader.All,
        .. UnreadableArchiveReader.All,
        new TorchStreamReader(),
        new PickleReader(),
        new NumpyReader(),
        new OnnxReader(),
        new OrtReader(),
        new TfliteReader(),
        new SavedModelReader(),
        new MetaGraphReader(),
        new GraphDefReader(),
        new KerasMetadataReader(),
        new FingerprintReader(),
        new CoreMlReader(),
        new CoreMlPackageReader(),
        new PaddleReader(),
        new OpenVinoReader(),
        new XgboostJsonReader(),
        new XgboostBinaryReader(),
        new LightGbmReader(),
    ];
}
