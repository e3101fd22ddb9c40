using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads the JSON files beside a model of the Hugging Face hub. They hold numbers and names, but some names make a library import Python from
/// the repository (<c>auto_map</c>, <c>custom_pipelines</c>), from another one, or from an installed package, and tokenizers hold templates.
/// (https://huggingface.co/docs/transformers/custom_models.)
/// </summary>
internal sealed class HubConfigurationReader : IModelReader
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "config.json", "tokenizer_config.json", "preprocessor_config.json", "processor_config.json", "video_preprocessor_config.json",
        "generation_config.json", "adapter_config.json", "chat_template.json", "model_index.json", "scheduler_config.json",
    };

    // What is only in configurations of models; config.json is a name of many programs.
    private static readonly string[] Marks =
    [
        "model_type", "architectures", "transformers_version", "_name_or_path", "torch_dtype", "dtype", "tokenizer_class", "peft_type",
        "base_model_name_or_path", "_class_name", "_diffusers_version", "image_processor_type", "feature_extractor_type", "processor_class",
        "_from_model_config", "eos_token_id", "eos_token", "chat_template", "trust_remote_code",
    ];

    private static readonly string[] CodeMarks = ["auto_map", "custom_pipelines", "trust_remote_code", "chat_template"];

    /// <inheritdoc/>
    public string Format => "hub-configuration";

    /// <inheritdoc/>
    public ContentKind Kind => ContentKind.Companion;

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name)
    {
        if (!name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var members = ForeignJson.OuterNames(source);
        return CodeMarks.Any(members.Contains)
            || (Names.Contains(name[(name.LastIndexOf('/') + 1)..]) && Marks.Any(members.Contains));
    }

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context)
    {
        var root = ForeignJson.Read(source);
        foreach (var (name, value) in root.Everything())
        {
            switch (name)
            {
                case "auto_map" when value.Text is not null || value.IsObject:
                    InspectClasses(value, context);
                    break;
                case "custom_pipelines" when value.IsObject:
                    InspectPipelines(value, context);
                    break;
                case "trust_remote_code" when value.IsTrue:
                    ReportCode(context, value, name, "asks a library to run Python from the repository without a question");
                    break;
                case "chat_template" or "template" when value.Text is { } template:
                    JinjaTemplate.Inspect(template, value.Offset, name, context);
                    break;
                case "chat_template" when value.IsObject && !value.Has("template"):
                    foreach (var (key, text) in value.Members.Where(member => member.Value.Text is not null))
                    {
                        JinjaTemplate.Inspect(text.Text!, text.Offset, $"{name}.{key}", context);
                    }

                    break;
            }
        }

        InspectDiffusers(root, context);
        context.Describe(HubConfigurationFacts.Read(root));
    }

    // "auto_map": { "AutoModel": "modeling_x.Net", "AutoTokenizer": ["tokenization_x.Slow", null] }; "org/name--module.Class" is of another repository.
    private static void InspectClasses(ForeignJson map, ScanContext context)
    {
        foreach (var (key, value) in map.Everything().Where(part => part.Value.Text is not null))
        {
            var name = value.Text!;
            var element = key is null ? "auto_map" : $"auto_map.{key}";
            if (name.Contains("--", StringComparison.Ordinal))
            {
                context.Report(
                    ModelVerdict.Suspicious,
                    $"'{element}' makes transformers run the Python class '{name}' of another repository, at whatever revision that has by then",
                    value.Offset,
                    element,
                    name);
            }
            else
            {
                ReportCode(context, value, element, $"makes transformers run the Python class '{name}' of this repository");
            }
        }
    }

    // "custom_pipelines": { "task": { "impl": "module.Class", … } }
    private static void InspectPipelines(ForeignJson pipelines, ScanContext context)
    {
        foreach (var (task, pipeline) in pipelines.Members)
        {
            var classes = pipeline.Texts("impl").DefaultIfEmpty("?");
            foreach (var name in classes)
            {
                ReportCode(context, pipeline, $"custom_pipelines.{task}", $"makes transformers run the Python class '{name}' of this repository");
            }
        }
    }

    // model_index.json: "unet": ["diffusers", "UNet2DConditionModel"]; another library is a Python file of the repository or a package.
    private static void InspectDiffusers(ForeignJson root, ScanContext context)
    {
        if (!root.Has("_class_name") || !root.Has("_diffusers_version"))
        {
            return;
        }

        foreach (var (name, value) in root.Members)
        {
            if (value.Items is not [{ Text: { } library }, { Text: { } type }])
            {
                continue;
            }

            if (name == "_class_name")
            {
                ReportCode(context, value, name, $"makes diffusers run the Python class '{library}.{type}' of this repository");
            }
            else if (library is not ("diffusers" or "transformers" or "stable_diffusion" or "onnxruntime" or "optimum"))
            {
                context.Report(
                    ModelVerdict.Suspicious,
                    $"'{name}' makes diffusers import '{library}.{type}' from the repository or from an installed package",
                    value.Offset,
                    name,
                    $"{library}.{type}");
            }
        }
    }

    private static void ReportCode(ScanContext context, ForeignJson value, string element, string what) =>
        context.Report(ModelVerdict.CodeBearing, $"'{element}' {what}", value.Offset, element);
}
