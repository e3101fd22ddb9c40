using Airlock.Core.Models.Facts;

namespace Airlock.Core.Models.Scanning;

/// <summary>What the scanner says of a file, from harmless to worst: of several findings the worst is the file's verdict.</summary>
public enum ModelVerdict
{
    /// <summary>Read to the end; nothing in it can run code.</summary>
    Clean,

    /// <summary>Its format can run code (AIR5005), and nothing bad was seen.</summary>
    CodeBearing,

    /// <summary>It names something that is on no list: a global, an operator, an assembly. A pin can accept it by name.</summary>
    Suspicious,

    /// <summary>A part of it could not be read, so nothing is known of that part: it fails closed.</summary>
    NotFullyRead,

    /// <summary>It would do harm when it is loaded (AIR5006).</summary>
    Malicious,
}

/// <summary>One thing that the scanner saw.</summary>
/// <param name="Verdict">What it means for the file.</param>
/// <param name="Message">What it is and what it would do, complete in itself.</param>
public sealed record ModelFinding(ModelVerdict Verdict, string Message)
{
    /// <summary>The <see cref="Element"/> of a finding that says of content no more than that no reader knows it.</summary>
    public const string UnknownContent = "content";

    /// <summary>The file inside the file, as <c>archive/data.pkl</c>, or null for the file itself.</summary>
    public string? Member { get; init; }

    /// <summary>Offset in bytes from the start of the member, or null if it has no single place.</summary>
    public long? Offset { get; init; }

    /// <summary>What stands there: an opcode, a node, a key.</summary>
    public string? Element { get; init; }

    /// <summary>The exact name that a pin can accept, as <c>mylib.Net</c> or <c>onnx:com.example.Op</c>, or null.</summary>
    public string? Subject { get; init; }
}

/// <summary>What the scanner found in one file.</summary>
/// <param name="Format">The format that its content has, as <c>torch-zip</c>, or null if it is none that the scanner knows.</param>
/// <param name="Findings">Everything seen that is not clean, in the order of reading.</param>
public sealed record ModelScan(string? Format, IReadOnlyList<ModelFinding> Findings)
{
    /// <summary>Whether it is a model, or holds one.</summary>
    public bool HoldsModel { get; init; }

    /// <summary>What the file says of itself; null if its format says nothing, or it could not be read to the end.</summary>
    public ModelFacts? Facts { get; init; }

    /// <summary>The worst of the findings.</summary>
    public ModelVerdict Verdict => Findings.Count == 0 ? ModelVerdict.Clean : Findings.Max(finding => finding.Verdict);
}
