using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// A call as a body makes it: of a method, a constructor, an accessor, an operator or a delegate, with what it hands over.
/// A function that is handed to a library counts as called by it.
/// </summary>
/// <param name="target">The method that is named; null for the call of a delegate.</param>
/// <param name="syntax">Where.</param>
/// <param name="isVirtual">Whether an override or implementation may run instead of the method that is named.</param>
internal sealed class CallSite(IMethodSymbol? target, SyntaxNode syntax, bool isVirtual)
{
    /// <summary>The receiver, where an index of an argument is asked for.</summary>
    public const int ReceiverIndex = -1;

    private readonly SortedDictionary<int, (FlowValue Value, SyntaxNode Syntax)> _arguments = [];

    /// <summary>The method that is named; null for the call of a delegate.</summary>
    public IMethodSymbol? Target { get; } = target;

    /// <summary>Where.</summary>
    public SyntaxNode Syntax { get; } = syntax;

    /// <summary>Whether an override or implementation may run instead of the method that is named.</summary>
    public bool IsVirtual { get; } = isVirtual;

    /// <summary>The delegate that is called, if <see cref="Target"/> is null.</summary>
    public FlowValue Function { get; private set; } = FlowValue.Empty;

    /// <summary>The receiver and the arguments.</summary>
    public IEnumerable<KeyValuePair<int, (FlowValue Value, SyntaxNode Syntax)>> Arguments => _arguments;

    /// <summary>What is handed to a parameter, or the receiver.</summary>
    public FlowValue this[int index] => _arguments.TryGetValue(index, out var argument) ? argument.Value : FlowValue.Empty;

    /// <summary>Where the argument is written, or the call itself.</summary>
    public SyntaxNode SyntaxOf(int index) => _arguments.TryGetValue(index, out var argument) ? argument.Syntax : Syntax;

    /// <summary>Notes what is handed over; what was noted before stays, because a call may be reached in several ways.</summary>
    public void Add(int index, FlowValue value, SyntaxNode syntax) => _arguments[index] = (this[index].Join(value), syntax);

    /// <summary>Notes which delegate is called.</summary>
    public void AddFunction(FlowValue function) => Function = Function.Join(function);
}
