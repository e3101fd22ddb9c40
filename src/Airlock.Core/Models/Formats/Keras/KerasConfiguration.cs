using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Walks a Keras configuration. Whatever object of it names a class or function makes Keras import and call that with arguments of the
/// configuration's choice (CVE-2025-1550, CVE-2025-8747, CVE-2025-9906), wherever it stands: in layers, wrappers, losses, metrics, activations,
/// compile and build configurations. (Keras, src/saving/serialization_lib.py.)
/// </summary>
internal sealed class KerasConfiguration
{
    private const int ShortestBytecode = 28;

    private readonly ScanContext _context;
    private readonly long _start;

    private KerasConfiguration(ScanContext context, long start) => (_context, _start) = (context, start);

    /// <summary>Judges a configuration.</summary>
    /// <param name="json">All of it.</param>
    /// <param name="start">Where it stands, in bytes.</param>
    /// <param name="context">Takes findings.</param>
    public static void Inspect(ForeignJson json, long start, ScanContext context)
    {
        var configuration = new KerasConfiguration(context, start);
        foreach (var (_, value) in json.Everything())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            foreach (var name in value.Texts("class_name"))
            {
                foreach (var module in value.Texts("module").Cast<string?>().DefaultIfEmpty(null))
                {
                    configuration.InspectObject(value, name, module == "builtins" ? null : module);
                }
            }
        }
    }

    private void InspectObject(ForeignJson value, string name, string? module)
    {
        if (name == "__lambda__")
        {
            InspectBytecode(value.All("config"), value, "__lambda__");
        }
        else if (name == "function")
        {
            foreach (var function in value.Texts("config").Concat(value.Texts("registered_name").Where(registered => registered != "function")))
            {
                InspectFunction(function, module, value);
            }
        }
        else if (!KerasNames.IsData(name))
        {
            InspectClass(value, name, module);
            foreach (var configuration in value.All("config"))
            {
                InspectLayer(name, configuration);
            }
        }
        else if (name == "__typespec__" && module is not null && module.Split('.')[0] is not ("tensorflow" or "keras"))
        {
            InspectClass(value, string.Join(' ', value.Texts("spec_name").DefaultIfEmpty(name)), module);
        }
    }

    private void InspectClass(ForeignJson value, string name, string? module)
    {
        var full = module is null ? name : $"{module}.{name}";
        if (module is not null && PythonNames.EffectOfModule(module) is { } moduleEffect)
        {
            Report(ModelVerdict.Malicious, $"makes Keras import '{full}', which {moduleEffect}", value, full);
        }
        else if (KerasNames.EffectOf(name) is { } effect)
        {
            Report(ModelVerdict.Malicious, $"makes Keras call '{full}', which {effect}", value, full);
        }
        else if (module is null ? !KerasNames.IsClass(name) && name is not ("Lambda" or "TFOpLambda" or "SlicingOpLambda" or "TensorFlowOpLayer"
                or "ClassMethod" or "InstanceMethod" or "InstanceProperty" or "TorchModuleWrapper" or "TFSMLayer")
            : !KerasNames.IsTrusted(module) || !name.All(c => char.IsLetterOrDigit(c) || c == '_'))
        {
            var registered = value.Texts("registered_name").FirstOrDefault() ?? name;
            var subject = module is null ? $"keras:{registered}" : $"keras:{full}";
            Report(ModelVerdict.Suspicious, $"needs '{full}', which is not of Keras: loading it runs that code", value, full, subject);
        }
    }

    private void InspectFunction(string name, string? module, ForeignJson value)
    {
        var full = module is null ? name : $"{module}.{name}";
        var effect = KerasNames.EffectOf(name)
            ?? (module is null ? PythonNames.EffectOfFunction(name) : PythonNames.EffectOfModule(module))
            ?? EffectOfSource(name);
        if (effect is not null)
        {
            Report(ModelVerdict.Malicious, $"makes Keras call '{full}', which {effect}", value, full);
        }
        else if (module is null ? !KerasNames.IsFunction(name) : !(KerasNames.IsTrusted(module) && KerasNames.HoldsFunctions(module)))
        {
            Report(ModelVerdict.Suspicious, $"needs the function '{full}', which is on no list: loading it may run that code", value, full, $"keras:{full}");
        }
    }

    // Instead of a name there may stand Python itself, which some loaders evaluate.
    private static string? EffectOfSource(string text) => text.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '>')
        ? null
        : text.Split([.. text.Where(c => !char.IsLetterOrDigit(c) && c != '_').Distinct()]).Select(PythonNames.EffectInCode).FirstOrDefault(effect => effect is not null);

    private void InspectLayer(string name, ForeignJson configuration)
    {
        switch (name)
        {
            case "Lambda":
                InspectLambda(configuration);
                break;
            case "TFOpLambda" or "SlicingOpLambda" or "ClassMethod" or "InstanceMethod" or "InstanceProperty":
                foreach (var function in configuration.All("function").Concat(configuration.All("cls_symbol")).Where(function => function.Text is not null))
                {
                    InspectOperation(function.Text!, function);
                }

                break;
            case "TensorFlowOpLayer":
                InspectNode(configuration);
                break;
            case "TorchModuleWrapper":
                InspectTorch(configuration);
                break;
            case "TFSMLayer":
                foreach (var path in configuration.All("filepath").Where(path => path.Text is not null))
                {
                    ReportPath(path, "TFSMLayer", "makes Keras load and run the SavedModel at");
                }

                break;
            case var _ when KerasNames.IsLookup(name):
                foreach (var path in configuration.All("vocabulary").Where(path => path.Text is { Length: > 0 }))
                {
                    ReportPath(path, name, "makes Keras read the vocabulary from the file or address (CVE-2025-12058)");
                }

                break;
        }
    }

    // Before Keras 3 a function is [bytecode, defaults, closure], or the name of one, as "function_type" says.
    private void InspectLambda(ForeignJson configuration)
    {
        var isSeen = false;
        foreach (var key in (string[])["function", "output_shape", "mask"])
        {
            foreach (var function in configuration.All(key))
            {
                isSeen |= key == "function" && function.IsObject && function.Has("class_name");
                if (function.Items is [{ Text.Length: >= ShortestBytecode }, ..]
                    || (function.Text is not null && configuration.Texts(key + "_type").Contains("lambda")))
                {
                    isSeen = true;
                    InspectBytecode([function], function, "Lambda");
                }
                else if (function.Text is { } name)
                {
                    isSeen = true;
                    var modules = key == "function" ? configuration.Texts("module") : configuration.Texts(key + "_module");
                    InspectFunction(name, modules.FirstOrDefault(module => module is not ("builtins" or "__main__")), function);
                }
            }
        }

        if (!isSeen)
        {
            Report(ModelVerdict.Suspicious, "has a Lambda layer whose function is not where Keras writes it", configuration, "Lambda", "keras:Lambda");
        }
    }

    private void InspectBytecode(IEnumerable<ForeignJson> holders, ForeignJson place, string element)
    {
        var isSeen = false;
        foreach (var holder in holders)
        {
            foreach (var (_, text) in holder.Everything().Where(part => part.Value.Text is { Length: >= ShortestBytecode }))
            {
                isSeen = true;
                _context.Budget.Work(text.Text!.Length);
                KerasLambda.Inspect(text.Text!, _start + text.Offset, element, _context);
            }
        }

        if (!isSeen)
        {
            Report(ModelVerdict.Suspicious, "has a lambda whose bytecode is not where Keras writes it", place, element, $"keras:{element}");
        }
    }

    private void InspectOperation(string name, ForeignJson place)
    {
        if (KerasNames.EffectOfOperation(name) is { } effect)
        {
            Report(ModelVerdict.Malicious, $"makes Keras call TensorFlow's '{name}', which {effect}", place, name);
        }
        else if (!KerasNames.IsOperation(name))
        {
            Report(ModelVerdict.Suspicious, $"makes Keras call TensorFlow's '{name}', which is on no list", place, name, $"keras:tf.{name}");
        }
    }

    private void InspectNode(ForeignJson configuration)
    {
        foreach (var node in configuration.All("node_def"))
        {
            var operators = node.Text is null ? node : ForeignJson.Read(System.Text.Encoding.UTF8.GetBytes(node.Text));
            foreach (var name in operators.Texts("op"))
            {
                if (KerasNames.EffectOfGraphOperator(name) is { } effect)
                {
                    Report(ModelVerdict.Malicious, $"runs TensorFlow's operator '{name}', which {effect}", node, name);
                }
            }
        }
    }

    // CVE-2025-49655: the layer unpickles a module of PyTorch, also when Keras is told to be safe.
    private void InspectTorch(ForeignJson configuration)
    {
        Report(ModelVerdict.CodeBearing, "holds a pickled module of PyTorch, which is loaded with the model (CVE-2025-49655)", configuration, "TorchModuleWrapper");
        foreach (var (_, text) in configuration.Everything().Where(part => part.Value.Text is { Length: >= ShortestBytecode }))
        {
            _context.Budget.Work(text.Text!.Length);
            var bytes = new byte[text.Text.Length];
            if (!Convert.TryFromBase64String(text.Text, bytes, out var length)
                || _context.Scan(ByteSource.Of(bytes.AsMemory(0, length)), "TorchModuleWrapper") is null)
            {
                Report(ModelVerdict.NotFullyRead, "holds a module of PyTorch that can't be read", text, "TorchModuleWrapper");
            }
        }
    }

    private void ReportPath(ForeignJson path, string element, string what)
    {
        var isInside = RelativePath.StaysInside(path.Text!);
        Report(
            isInside ? ModelVerdict.Suspicious : ModelVerdict.Malicious, $"{what} '{path.Text}'", path, element, isInside ? $"keras:{element}:{path.Text}" : null);
    }

    private void Report(ModelVerdict verdict, string what, ForeignJson place, string element, string? subject = null) =>
        _context.Report(verdict, $"the Keras configuration {what}", _start + place.Offset, element, subject);
}
