using System.Text;
using System.Xml;

namespace Airlock.Core.Libraries.BuildCode;

/// <summary>What a reference of an MSBuild file leads to.</summary>
internal enum MSBuildReferenceKind
{
    /// <summary>A file that is read as if it stood here.</summary>
    Import,

    /// <summary>A project that a task builds.</summary>
    Project,

    /// <summary>The assembly of a task.</summary>
    Task,

    /// <summary>An assembly that is handed to the compiler as an analyzer.</summary>
    Analyzer,
}

/// <summary>A path that an MSBuild file names.</summary>
/// <param name="Kind">What for.</param>
/// <param name="Expression">The path as written.</param>
/// <param name="Name">The task that the assembly is named for; else empty.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal sealed record MSBuildReference(MSBuildReferenceKind Kind, string Expression, string Name, int Line, int Column);

/// <summary>
/// One MSBuild file, read as XML without evaluating anything: conditions are taken to hold. It is read as MSBuild reads it (UTF-8 unless a byte
/// order mark says otherwise, a document type ignored), so that nothing hides in a difference.
/// </summary>
internal sealed class MSBuildFile
{
    /// <summary>The largest file that is read, in bytes; the largest of the SDK's own has a tenth of it.</summary>
    public const int MaximumLength = 4 * 1024 * 1024;

    private const int MaximumDepth = 256;
    private const int MaximumTraits = 1_000;
    private const int ShownLength = 100;

    private readonly List<(string Name, StringBuilder? Value, int Line, int Column)> _open = [];

    private MSBuildFile(string name) => Name = name;

    /// <summary>The file, relative to the package's folder with <c>/</c>.</summary>
    public string Name { get; }

    /// <summary>What the file itself does.</summary>
    public List<BuildTrait> Traits { get; } = [];

    /// <summary>What it names.</summary>
    public List<MSBuildReference> References { get; } = [];

    /// <summary>The properties that it sets.</summary>
    public List<(string Name, string Value)> Properties { get; } = [];

    /// <summary>Reads a file of a package; whatever is wrong with it becomes a trait.</summary>
    /// <param name="folder">The package's folder.</param>
    /// <param name="name">The file, relative to it with <c>/</c>.</param>
    public static MSBuildFile Read(string folder, string name)
    {
        var file = new MSBuildFile(name);
        try
        {
            using var stream = new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > MaximumLength)
            {
                file.Add(BuildTraitKind.Unreadable, $"{stream.Length:N0} bytes, at most {MaximumLength:N0} are read", 0, 0);
            }
            else
            {
                file.Read(stream);
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Not there, so MSBuild does not read it either.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file.Add(BuildTraitKind.Unreadable, exception.Message, 0, 0);
        }

        return file;
    }

    /// <summary>Reads bytes; for tests too.</summary>
    internal static MSBuildFile Read(string name, byte[] bytes)
    {
        var file = new MSBuildFile(name);
        file.Read(new MemoryStream(bytes, writable: false));
        return file;
    }

    private void Read(Stream stream)
    {
        using var text = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), detectEncodingFromByteOrderMarks: true);
        using var reader = XmlReader.Create(text, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = MaximumLength,
        });
        try
        {
            while (Traits.Count < MaximumTraits && References.Count < MaximumTraits && reader.Read())
            {
                Step(reader);
            }

            if (!reader.EOF)
            {
                Add(BuildTraitKind.Unreadable, "it does too much to be read to the end", 0, 0);
            }
        }
        catch (XmlException exception)
        {
            Add(BuildTraitKind.Unreadable, "it is no XML that can be read to the end", exception.LineNumber, exception.LinePosition);
        }
    }

    private void Step(XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                if (reader.Depth >= MaximumDepth)
                {
                    throw new XmlException("Too deep.", null, ((IXmlLineInfo)reader).LineNumber, ((IXmlLineInfo)reader).LinePosition);
                }

                Open(reader);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA:
                if (_open.Count > 0)
                {
                    _open[^1].Value?.Append(reader.Value);
                }

                break;
            case XmlNodeType.EndElement:
                Close();
                break;
        }
    }

    private void Open(XmlReader reader)
    {
        var (name, isEmpty) = (reader.LocalName, reader.IsEmptyElement);

        // Columns as editors count them: of the bracket before the name.
        var (line, column) = (((IXmlLineInfo)reader).LineNumber, ((IXmlLineInfo)reader).LinePosition - 1);
        var parent = _open.Count > 0 ? _open[^1].Name : "";
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (reader.MoveToNextAttribute())
        {
            attributes[reader.LocalName] = reader.Value;
            LookForFunctions(reader.Value, line, column);
        }

        reader.MoveToElement();
        Understand(name, parent, attributes, line, column);
        if (!isEmpty)
        {
            // What stands between tags counts for properties, and for the metadata of items.
            _open.Add((name, IsOneOf(parent, "PropertyGroup") || IsInside("ItemGroup") ? new StringBuilder() : null, line, column));
        }
    }

    private void Close()
    {
        if (_open.Count == 0)
        {
            return;
        }

        var (name, value, line, column) = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        if (value is null || value.Length == 0)
        {
            return;
        }

        var text = value.ToString().Trim();
        LookForFunctions(text, line, column);
        if (_open.Count > 0 && IsOneOf(_open[^1].Name, "PropertyGroup"))
        {
            SetProperty(name, text, line, column);
        }
    }

    private void SetProperty(string name, string value, int line, int column)
    {
        Properties.Add((name, value));
        switch (value.Length == 0 ? null : BuildConstructs.MeaningOfProperty(name))
        {
            case BuildTraitKind.Exec:
                Add(BuildTraitKind.Exec, $"{name}={Quote(value)}", line, column);
                break;
            case BuildConstructs.Import:
                References.Add(new(MSBuildReferenceKind.Import, value, "", line, column));
                break;
        }
    }

    private void Understand(string name, string parent, Dictionary<string, string> attributes, int line, int column)
    {
        string Attribute(string attribute) => attributes.GetValueOrDefault(attribute, "");
        if (IsOneOf(name, "UsingTask"))
        {
            UseTask(attributes, line, column);
        }
        else if (IsOneOf(name, "Import") && Attribute("Sdk").Length > 0)
        {
            Add(BuildTraitKind.ImportOutside, $"SDK {Attribute("Sdk")}", line, column);
        }
        else if (IsOneOf(name, "Import"))
        {
            References.Add(new(MSBuildReferenceKind.Import, Attribute("Project"), "", line, column));
        }
        else if (parent.Length == 0 ? Attribute("Sdk") is { Length: > 0 } : IsOneOf(name, "Sdk") && IsOneOf(parent, "Project"))
        {
            Add(BuildTraitKind.ImportOutside, $"SDK {Attribute(parent.Length == 0 ? "Sdk" : "Name")}", line, column);
        }
        else if (IsOneOf(parent, "ItemGroup"))
        {
            if (BuildConstructs.Item(name) is { } item && Attribute(item.Attribute).Length > 0)
            {
                References.Add(new(MSBuildReferenceKind.Analyzer, Attribute(item.Attribute), "", line, column));
            }
        }
        else if (IsOneOf(parent, "Target") && BuildConstructs.Task(name) is { } task)
        {
            CallTask(task.Meaning, Attribute(task.Attribute), line, column);
        }
    }

    private void CallTask(string meaning, string value, int line, int column)
    {
        if (meaning == BuildConstructs.Project)
        {
            References.Add(new(MSBuildReferenceKind.Project, value, "", line, column));
        }
        else
        {
            Add(meaning, Quote(value), line, column);
        }
    }

    private void UseTask(Dictionary<string, string> attributes, int line, int column)
    {
        var task = attributes.GetValueOrDefault("TaskName", "");
        var file = attributes.GetValueOrDefault("AssemblyFile", "");
        if (attributes.TryGetValue("TaskFactory", out var factory) && BuildConstructs.IsInlineFactory(factory))
        {
            Add(BuildTraitKind.InlineTask, Shorten(task), line, column);
        }
        else if (file.Length > 0)
        {
            References.Add(new(MSBuildReferenceKind.Task, file, Shorten(task), line, column));
        }
        else if (attributes.GetValueOrDefault("AssemblyName", "") is { } assembly && !assembly.StartsWith("Microsoft.Build.Tasks.", StringComparison.OrdinalIgnoreCase))
        {
            Add(BuildTraitKind.CompiledTask, $"{Shorten(task)} from {Shorten(assembly.Split(',')[0])}", line, column);
        }
    }

    private void LookForFunctions(string text, int line, int column)
    {
        foreach (var call in PropertyFunctions.In(text).Take(MaximumTraits))
        {
            Add(BuildTraitKind.PropertyFunction, Shorten(call), line, column);
        }
    }

    private void Add(string kind, string text, int line, int column) => Traits.Add(new BuildTrait(kind, Name, text) { Line = line, Column = column });

    private bool IsInside(string name) => _open.Exists(element => IsOneOf(element.Name, name));

    // MSBuild itself is strict about the case of these; a reader that looks for harm is not.
    private static bool IsOneOf(string name, string expected) => string.Equals(name, expected, StringComparison.OrdinalIgnoreCase);

    private static string Quote(string text) => $"\"{Shorten(text)}\"";

    /// <summary>A text on one line, and not longer than a message bears.</summary>
    internal static string Shorten(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, 64, StringSplitOptions.RemoveEmptyEntries)).ReplaceLineEndings(" ");
        return line.Length <= ShownLength ? line : line[..ShownLength].TrimEnd() + "…";
    }
}
