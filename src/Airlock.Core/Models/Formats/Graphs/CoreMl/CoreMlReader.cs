using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Core ML models, .mlmodel (mlmodel/format/Model.proto of coremltools): custom models and layers, which are classes of the program, and other models
/// that are loaded from elsewhere, in pipelines and in the branches and loops of networks too.
/// </summary>
internal sealed class CoreMlReader : IModelReader
{
    private const string ModelFolder = "@model_path/";

    public string Format => "coreml";

    // Model: specificationVersion 1, description 2, and one of the kinds of model from 200 on; no kind of its own means a name decides.
    public bool Recognises(ByteSource source, string name) =>
        name.EndsWith(".mlmodel", StringComparison.OrdinalIgnoreCase)
        || (ProtobufShape.Of(source) is { } shape
            && shape.Has(1, ProtobufType.Varint)
            && shape.Has(2, ProtobufType.Bytes)
            && Enumerable.Range(200, 2900).Any(kind => shape.Has(kind, ProtobufType.Bytes)));

    public void Read(ByteSource source, ScanContext context)
    {
        var model = ProtobufMessage.Of(source, context.Budget);
        ReadModel(model, context);
        context.Describe(() => CoreMlFacts.Read(model));
    }

    private static void ReadModel(ProtobufMessage model, ScanContext context)
    {
        foreach (var field in model)
        {
            switch (field.Number)
            {
                case 200 or 201: // PipelineClassifier, PipelineRegressor: pipeline 1
                    foreach (var pipeline in field.Message())
                    {
                        if (pipeline.Number == 1)
                        {
                            ReadPipeline(pipeline.Message(), context);
                        }
                    }

                    break;
                case 202:
                    ReadPipeline(field.Message(), context);
                    break;
                case 303 or 403 or 500:
                    ReadNetwork(field.Message(), context);
                    break;
                case 502:
                    ReadProgram(field.Message(), context);
                    break;
                case 555:
                    ReportCustom("model", field.Message(), context);
                    break;
                case 556:
                    ReadLinked(field.Message(), context);
                    break;
            }
        }
    }

    private static void ReadPipeline(ProtobufMessage pipeline, ScanContext context)
    {
        foreach (var field in pipeline)
        {
            if (field.Number == 1)
            {
                ReadModel(field.Message(), context);
            }
        }
    }

    // NeuralNetwork, -Classifier and -Regressor: layers 1; layer: custom 500, branch 605 (networks 1, 2), loop 615 (networks 3, 4).
    private static void ReadNetwork(ProtobufMessage network, ScanContext context)
    {
        foreach (var field in network)
        {
            if (field.Number != 1)
            {
                continue;
            }

            foreach (var kind in field.Message())
            {
                if (kind.Number == 500)
                {
                    ReportCustom("layer", kind.Message(), context);
                }
                else if (kind.Number is 605 or 615)
                {
                    foreach (var inner in kind.Message())
                    {
                        if (inner.Number == (kind.Number == 605 ? 1 : 3) || inner.Number == (kind.Number == 605 ? 2 : 4))
                        {
                            ReadNetwork(inner.Message(), context);
                        }
                    }
                }
            }
        }
    }

    // CustomModel, CustomLayerParams: className 10.
    private static void ReportCustom(string kind, ProtobufMessage custom, ScanContext context)
    {
        var name = "";
        foreach (var field in custom)
        {
            name = field.Number == 10 ? field.Text() : name;
        }

        context.Report(
            ModelVerdict.Suspicious,
            $"a custom {kind} is made of the program's class '{name}', whose code runs when the model is used",
            custom.Start,
            name,
            "coreml:" + name);
    }

    // LinkedModel: linkedModelFile 1; LinkedModelFile: linkedModelFileName 1, linkedModelSearchPath 2; StringParameter: defaultValue 1.
    private static void ReadLinked(ProtobufMessage linked, ScanContext context)
    {
        foreach (var file in linked)
        {
            if (file.Number != 1)
            {
                continue;
            }

            foreach (var parameter in file.Message())
            {
                if (parameter.Number is not (1 or 2))
                {
                    continue;
                }

                foreach (var value in parameter.Message())
                {
                    if (value.Number == 1)
                    {
                        ReportLinked(value.Text(), value.Start, parameter.Number == 1, context);
                    }
                }
            }
        }
    }

    private static void ReportLinked(string value, long offset, bool isName, ScanContext context)
    {
        foreach (var path in isName ? [value] : value.Split(':'))
        {
            if (ExternalFile.Escape(path) is { } escape)
            {
                context.Report(ModelVerdict.Malicious, $"it loads another model by way of the path '{path}', which {escape}", offset, path);
            }
            else if (isName)
            {
                context.Report(ModelVerdict.Suspicious, $"it loads another model, '{path}'", offset, path, "coreml:" + path);
            }
        }
    }

    // MIL.proto. Program: functions 2; Function: block_specializations 3; Block: operations 3; Operation: inputs 2, blocks 4, attributes 5.
    private static void ReadProgram(ProtobufMessage program, ScanContext context)
    {
        foreach (var function in Values(program, 2))
        {
            foreach (var block in Values(function, 3))
            {
                ReadBlock(block, context);
            }
        }
    }

    private static void ReadBlock(ProtobufMessage block, ScanContext context)
    {
        foreach (var operation in block)
        {
            if (operation.Number != 3)
            {
                continue;
            }

            foreach (var field in operation.Message())
            {
                if (field.Number == 4)
                {
                    ReadBlock(field.Message(), context);
                }
            }

            foreach (var value in Values(operation.Message(), 5))
            {
                ReadValue(value, context);
            }

            foreach (var argument in Values(operation.Message(), 2))
            {
                foreach (var value in Values(argument, 1)) // a binding has its value where an entry has it
                {
                    ReadValue(value, context);
                }
            }
        }
    }

    // Value: blobFileValue 5; BlobFileValue: fileName 1.
    private static void ReadValue(ProtobufMessage value, ScanContext context)
    {
        foreach (var field in value)
        {
            if (field.Number != 5)
            {
                continue;
            }

            foreach (var part in field.Message())
            {
                if (part.Number == 1 && part.Text() is var name)
                {
                    var path = name.StartsWith(ModelFolder, StringComparison.Ordinal) ? name[ModelFolder.Length..] : name;
                    ExternalFile.Judge(context, path, null, part.Start, name);
                }
            }
        }
    }

    // The values of a map: entries with key 1, value 2.
    private static IEnumerable<ProtobufMessage> Values(ProtobufMessage message, int number)
    {
        foreach (var entry in message)
        {
            if (entry.Number != number)
            {
                continue;
            }

            foreach (var field in entry.Message())
            {
                if (field.Number == 2)
                {
                    yield return field.Message();
                }
            }
        }
    }
}
