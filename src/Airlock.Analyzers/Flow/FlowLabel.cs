using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>What text is, as far as the rules care.</summary>
internal enum FlowLabelKind
{
    /// <summary>Text that a generative model wrote.</summary>
    ModelText,

    /// <summary>An argument that a model chose for a tool call, read from the call that it asked for.</summary>
    ToolArgument,

    /// <summary>A parameter of a method that a model may call as a tool.</summary>
    ToolParameter,

    /// <summary>Text that came from a store, a tool or another server.</summary>
    RetrievedText,

    /// <summary>What a tool of another server answered to a model.</summary>
    ServerText,

    /// <summary>What somebody outside the application sent.</summary>
    UserInput,

    /// <summary>A key, a password or a connection string.</summary>
    Secret,

    /// <summary>The prediction of a classic model.</summary>
    Prediction,

    /// <summary>The address of a service that runs a model.</summary>
    InferenceAddress,

    /// <summary>What an exception says of the program, of a library or of a service behind it.</summary>
    ExceptionText,

    /// <summary>The model, or who provides it.</summary>
    ModelName,

    /// <summary>How much text a model read and wrote.</summary>
    TokenUsage,

    /// <summary>What a service said beside the text of its reply.</summary>
    ReplyMetadata,

    /// <summary>A value of the application's configuration.</summary>
    Configuration,
}

/// <summary>
/// Where a value comes from. A <see cref="SourceLabel"/> is an origin that rules know. All others are questions about the
/// rest of the program, that <see cref="FlowSearch"/> answers when something depends on them: one body is read without
/// looking at any other.
/// </summary>
internal abstract record FlowLabel;

/// <summary>An origin. Two are equal if they stand for the same expression.</summary>
/// <param name="Kind">What the text is.</param>
/// <param name="Origin">The expression that brought it into the program.</param>
/// <param name="Source">The member it came from, as <c>IChatClient.GetResponseAsync</c>.</param>
internal sealed record SourceLabel(FlowLabelKind Kind, SyntaxNode Origin, string Source) : FlowLabel;

/// <summary>Whatever callers hand to a parameter.</summary>
internal sealed record ParameterLabel(IParameterSymbol Parameter) : FlowLabel;

/// <summary>The receiver of a member of an <c>extension</c> block, whose parameter all members of the block share.</summary>
internal sealed record ExtensionReceiverLabel(IMethodSymbol Member) : FlowLabel;

/// <summary>The object that the body belongs to.</summary>
internal sealed record ReceiverLabel : FlowLabel
{
    /// <summary>The only one: which body it is about is known where it is met.</summary>
    public static ReceiverLabel Instance { get; } = new();
}

/// <summary>Whatever is written to a field, property or event, on any object.</summary>
internal sealed record MemberLabel(ISymbol Member) : FlowLabel;

/// <summary>What a call returns.</summary>
internal sealed record ResultLabel(CallSite Site) : FlowLabel;

/// <summary>What a call leaves in an argument, or in its receiver.</summary>
/// <param name="Site">The call.</param>
/// <param name="Argument">Ordinal of the parameter; <see cref="CallSite.ReceiverIndex"/> for the receiver.</param>
internal sealed record ChangedLabel(CallSite Site, int Argument) : FlowLabel;

/// <summary>What a call may throw.</summary>
internal sealed record ThrownLabel(CallSite Site) : FlowLabel;

/// <summary>What a web request brings back; from which address, its arguments tell.</summary>
internal sealed record ReplyLabel(CallSite Site) : FlowLabel;

/// <summary>The value is this function.</summary>
internal sealed record FunctionLabel(IMethodSymbol Function) : FlowLabel;
