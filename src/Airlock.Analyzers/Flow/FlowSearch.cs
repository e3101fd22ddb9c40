using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>An origin of a value, and the way from there.</summary>
/// <param name="Label">The origin.</param>
/// <param name="Traits">How the value relates to the origin's text.</param>
/// <param name="Steps">The way, from the origin on.</param>
internal sealed record FlowOrigin(SourceLabel Label, FlowTraits Traits, IReadOnlyList<FlowStep> Steps);

/// <summary>A call that the search went into: inside, the parameters of the function are the arguments of the call.</summary>
/// <param name="Site">The call.</param>
/// <param name="Function">The method, lambda or local function that runs.</param>
/// <param name="Below">The call before.</param>
internal sealed record CallFrame(CallSite Site, IMethodSymbol Function, CallFrame? Below)
{
    private const int MaximumDepth = 8;

    private int Depth { get; } = Below is null ? 1 : Below.Depth + 1;

    /// <summary>Goes into one more call; in a deep recursion the first calls are forgotten, which makes the answer less exact but never wrong.</summary>
    public static CallFrame Enter(CallSite site, IMethodSymbol function, CallFrame? below) =>
        new(site, function, below is { Depth: >= MaximumDepth } ? null : below);
}

/// <summary>
/// Asks backwards where a value comes from: from a parameter to the callers, from a field to its writers, from a result to
/// what the callee returns, until an origin is met or nothing is left to ask. What it reads are <see cref="BodySummary"/>s,
/// made when they are asked for.
/// </summary>
internal sealed class FlowSearch
{
    /// <summary>Questions that are asked for one sink before the rest is given up.</summary>
    private const int MaximumQuestions = 1_000;

    /// <summary>Ways of calls by which the same is asked before the calls are forgotten, which makes the answer less exact but never wrong.</summary>
    private const int MaximumContexts = 2;

    private readonly AirlockContext _airlock;
    private readonly string _category;
    private readonly FlowTraits _allowed;
    private readonly FlowTraits _required;
    private readonly CancellationToken _cancellation;
    private readonly Queue<Question> _pending = new();
    private readonly HashSet<Question> _asked = [];
    private readonly Dictionary<Question, int> _contexts = new(Question.WithoutContext);
    private readonly List<(IMethodSymbol Function, CallFrame? Frame)> _functions = [];

    /// <param name="airlock">The compilation's context.</param>
    /// <param name="category">The category of the sink: what was cleared for it is not followed.</param>
    /// <param name="allowed">Traits that a value may have to matter.</param>
    /// <param name="required">Traits that a value must have to matter.</param>
    /// <param name="cancellation">Ends the search.</param>
    public FlowSearch(AirlockContext airlock, string category, FlowTraits allowed, FlowTraits required, CancellationToken cancellation)
    {
        _required = required;
        _airlock = airlock;
        _category = category;
        _allowed = allowed;
        _cancellation = cancellation;
    }

    /// <summary>Whether every question was asked; if not, there may be origins that were not found.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>The origins of a value, nearest first, at most one of each kind that is wanted.</summary>
    /// <param name="value">The value.</param>
    /// <param name="wanted">The kinds.</param>
    /// <param name="counts">Whether an origin counts, by how the value relates to it; all do, if it is left out.</param>
    public IReadOnlyList<FlowOrigin> OriginsOf(FlowValue value, ISet<FlowLabelKind> wanted, Func<SourceLabel, FlowTraits, bool>? counts = null)
    {
        var origins = new List<FlowOrigin>();
        var open = new HashSet<FlowLabelKind>(wanted);
        Ask(value, [], null, null, default, FlowTraits.None);
        while (_pending.Count > 0 && open.Count > 0 && HasBudget())
        {
            var question = _pending.Dequeue();
            foreach (var source in SourcesAt(question, open))
            {
                var isEnclosedSecret = source.Kind == FlowLabelKind.Secret && (question.Traits & FlowTraits.Enclosed) != 0;
                if (!isEnclosedSecret && (question.Traits & _required) == _required && open.Contains(source.Kind)
                    && counts?.Invoke(source, question.Traits) != false && open.Remove(source.Kind))
                {
                    origins.Add(new FlowOrigin(source, question.Traits, question.Steps(source)));
                }
            }

            Expand(question);
        }

        return origins;
    }

    /// <summary>The functions that a delegate may be, with the calls that lead to each.</summary>
    public IReadOnlyList<(IMethodSymbol Function, CallFrame? Frame)> FunctionsOf(FlowValue value, CallFrame? frame)
    {
        Ask(value, [], frame, null, default, FlowTraits.None);
        while (_pending.Count > 0 && HasBudget())
        {
            var question = _pending.Dequeue();
            if (question.Label is FunctionLabel function)
            {
                _functions.Add((function.Function, question.Frame));
            }

            Expand(question);
        }

        return _functions;
    }

    private int Contexts(Question question) => _contexts.TryGetValue(question, out var count) ? count : 0;

    private void Count(Question question) => _contexts[question] = Contexts(question) + 1;

    private bool HasBudget()
    {
        _cancellation.ThrowIfCancellationRequested();
        IsComplete &= _asked.Count < MaximumQuestions;
        return IsComplete;
    }

    private IEnumerable<SourceLabel> SourcesAt(Question question, HashSet<FlowLabelKind> open)
    {
        switch (question.Label)
        {
            case SourceLabel source:
                yield return source;
                break;
            case ParameterLabel { Parameter: var parameter } when question.FrameOf(parameter) is null:
                if (_airlock.EntryPoints.SourceOf(parameter) is { } entry)
                {
                    yield return entry;
                }

                break;
            case ReplyLabel { Site: var site }:
                if (open.Contains(FlowLabelKind.ModelText) && GoesToModel(site, question.Frame))
                {
                    yield return new SourceLabel(FlowLabelKind.ModelText, site.Syntax, OperationText.NameOf(site.Target!));
                }

                yield return new SourceLabel(FlowLabelKind.RetrievedText, site.Syntax, OperationText.NameOf(site.Target!));
                break;
        }
    }

    /// <summary>Whether a web request goes to an address at which models are served.</summary>
    private bool GoesToModel(CallSite site, CallFrame? frame)
    {
        var search = new FlowSearch(_airlock, "", FlowTraits.Structured | FlowTraits.Serialized | FlowTraits.Enclosed | FlowTraits.ToolCall, FlowTraits.None, _cancellation);
        foreach (var argument in site.Arguments)
        {
            search.Ask(argument.Value.Value, [], frame, null, default, FlowTraits.None);
        }

        return search.OriginsOf(FlowValue.Empty, new HashSet<FlowLabelKind> { FlowLabelKind.InferenceAddress }).Count > 0;
    }

    private void Expand(Question question)
    {
        switch (question.Label)
        {
            case ParameterLabel { Parameter: var parameter }:
                ExpandParameter(question, parameter);
                break;
            case ReceiverLabel:
                ExpandReceiver(question);
                break;
            case ExtensionReceiverLabel { Member: var member }:
                ExpandExtensionReceiver(question, member);
                break;
            case MemberLabel { Member: var written }:
                var values = _airlock.Writers.Of(written);
                foreach (var value in values)
                {
                    Ask(value, question.Members, null, question, default, question.Traits);
                }

                if (values.IsEmpty)
                {
                    AskMember(question);
                }

                break;
            case ResultLabel { Site: var site }:
                ExpandResult(question, site);
                break;
            case ThrownLabel { Site: var site }:
                ExpandThrown(question, site);
                break;
            case ChangedLabel { Site: var site, Argument: var argument }:
                ExpandChanged(question, site, argument);
                break;
        }
    }

    private void ExpandParameter(Question question, IParameterSymbol parameter)
    {
        if (question.FrameOf(parameter) is { } frame)
        {
            AskArgument(question, frame.Site, parameter, frame.Below);
            return;
        }

        var callers = _airlock.Callers.Of(parameter);
        foreach (var (site, caller) in callers)
        {
            AskArgument(question, site, parameter, caller);
        }

        if (callers.IsEmpty)
        {
            AskMember(question);
        }
    }

    private void AskArgument(Question question, CallSite site, IParameterSymbol parameter, CallFrame? frame)
    {
        var index = parameter.Ordinal;
        var name = parameter.ContainingSymbol is IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } function ? $" of {OperationText.NameOf(function)}" : "";
        if (site[index].IsEmpty)
        {
            AskMember(question);
        }

        Ask(site[index], question.Members, frame, question, (site.SyntaxOf(index), $"passed to '{parameter.Name}'{name}"), question.Traits);
    }

    private void ExpandReceiver(Question question)
    {
        if (question.Frame is { Function.MethodKind: not MethodKind.AnonymousFunction and not MethodKind.LocalFunction and not MethodKind.Constructor } frame)
        {
            if (frame.Site[CallSite.ReceiverIndex].IsEmpty)
            {
                AskMember(question);
            }

            Ask(frame.Site[CallSite.ReceiverIndex], question.Members, frame.Below, question, default, question.Traits);
        }
        else if (question.Frame?.Function.MethodKind != MethodKind.Constructor)
        {
            AskMember(question);
        }
    }

    private void ExpandExtensionReceiver(Question question, IMethodSymbol member)
    {
        if (question.FrameOf(member) is { } frame)
        {
            Ask(frame.Site[CallSite.ReceiverIndex], question.Members, frame.Below, question, default, question.Traits);
            return;
        }

        foreach (var (site, caller) in _airlock.Callers.Of(member))
        {
            Ask(site[CallSite.ReceiverIndex], question.Members, caller, question, (site.SyntaxOf(CallSite.ReceiverIndex), $"passed to {OperationText.NameOf(member)}"), question.Traits);
        }
    }

    /// <summary>Of an object that nothing is known of, a member is what anybody wrote to it.</summary>
    private void AskMember(Question question)
    {
        if (!question.Members.IsEmpty)
        {
            Ask(FlowValue.Of(new MemberLabel(question.Members[0])), question.Members.RemoveAt(0), null, question, default, question.Traits);
        }
    }

    private void ExpandResult(Question question, CallSite site)
    {
        foreach (var (function, frame) in FunctionsAt(site, question.Frame))
        {
            var entered = CallFrame.Enter(site, function, frame);
            if (_airlock.Program.ReturnedBy(function) is { } returned)
            {
                Ask(returned, question.Members, entered, question, default, question.Traits);
            }
            else if (function.AssociatedSymbol is IPropertySymbol { GetMethod: { } getter } property && SymbolEqualityComparer.Default.Equals(getter, function))
            {
                // A property that keeps a value.
                Ask(site[CallSite.ReceiverIndex].IsEmpty ? FlowValue.Of(new MemberLabel(property)) : site[CallSite.ReceiverIndex].Member(property), question.Members, frame, question, default, question.Traits);
            }
        }
    }

    private void ExpandThrown(Question question, CallSite site)
    {
        foreach (var (function, frame) in FunctionsAt(site, question.Frame))
        {
            if (_airlock.Program.Summary(function) is { } summary)
            {
                var entered = CallFrame.Enter(site, function, frame);
                Ask(summary.Thrown, question.Members, entered, question, default, question.Traits);
                foreach (var inner in summary.Sites)
                {
                    Ask(FlowValue.Of(new ThrownLabel(inner)), question.Members, entered, question, default, question.Traits);
                }
            }
        }
    }

    private IEnumerable<(IMethodSymbol Function, CallFrame? Frame)> FunctionsAt(CallSite site, CallFrame? frame)
    {
        if (site.Target is { } target)
        {
            return _airlock.Program.Hierarchy.TargetsOf(target, site.IsVirtual).Select(function => (function, frame));
        }

        var search = new FlowSearch(_airlock, "", FlowTraits.Structured | FlowTraits.Serialized | FlowTraits.Enclosed | FlowTraits.ToolCall, FlowTraits.None, _cancellation);
        var functions = search.FunctionsOf(site.Function, frame);
        IsComplete &= search.IsComplete;
        return functions;
    }

    private void ExpandChanged(Question question, CallSite site, int argument)
    {
        foreach (var (function, frame) in FunctionsAt(site, question.Frame))
        {
            var entered = CallFrame.Enter(site, function, frame);
            var isCreation = function.MethodKind == MethodKind.Constructor;
            if (_airlock.Program.Summary(function) is { } summary && (argument == CallSite.ReceiverIndex || argument < function.Parameters.Length))
            {
                object place = argument == CallSite.ReceiverIndex ? FlowState.This : function.Parameters[argument].OriginalDefinition;

                // What an object held before is known to the caller; of a variable that is handed over by reference it is not.
                var isVariable = place is IParameterSymbol { RefKind: RefKind.Ref };
                Ask(isVariable ? summary.Exit[place] : summary.Exit[place].Without(FlowState.Start(_airlock.TextTypes)[place]), question.Members, entered, question, default, question.Traits);
            }

            else if (function is { MethodKind: MethodKind.PropertySet, AssociatedSymbol: { } kept } && SymbolEqualityComparer.Default.Equals(question.Members.FirstOrDefault(), kept))
            {
                // A property that keeps a value.
                Ask(site[function.Parameters.Length - 1], question.Members.RemoveAt(0), frame, question, default, question.Traits);
            }

            if (isCreation)
            {
                foreach (var initial in _airlock.Writers.InitialValuesOf(function.ContainingType, question.Members.FirstOrDefault()))
                {
                    Ask(initial.Value, question.Members.IsEmpty ? [] : question.Members.RemoveAt(0), entered, question, default, question.Traits);
                }
            }
        }
    }

    /// <summary>Asks where a value comes from.</summary>
    /// <param name="value">The value.</param>
    /// <param name="members">The members that are read from it.</param>
    /// <param name="frame">The calls that were gone into.</param>
    /// <param name="asker">The question that leads here.</param>
    /// <param name="step">What happens between, for people.</param>
    /// <param name="traits">What is known of the way from the value to the sink.</param>
    private void Ask(FlowValue value, ImmutableArray<ISymbol> members, CallFrame? frame, Question? asker, (SyntaxNode Node, string Text) step, FlowTraits traits)
    {
        foreach (var taint in members.Aggregate(value, (owner, member) => owner.Member(member)).All)
        {
            var together = taint.Traits | traits;
            if ((together & ~_allowed) != 0 || taint.Cleared.Contains(_category))
            {
                continue;
            }

            var question = new Question(taint.Label, taint.Members, together, frame, asker, taint.Path, step);
            if (frame is not null && Contexts(question) > MaximumContexts)
            {
                question = new Question(taint.Label, taint.Members, together, null, asker, taint.Path, step);
            }

            if (_asked.Add(question))
            {
                _pending.Enqueue(question);
                Count(question);
            }
        }
    }

    /// <summary>Where a label comes from. Two questions are one if they ask the same, by whatever way they came up.</summary>
    private sealed class Question(
        FlowLabel label, ImmutableArray<ISymbol> members, FlowTraits traits, CallFrame? frame, Question? asker, FlowStep? path, (SyntaxNode Node, string Text) step) : IEquatable<Question>
    {
        private const int MaximumSteps = 40;

        /// <summary>Two questions are one if they ask the same, by whatever calls.</summary>
        public static IEqualityComparer<Question> WithoutContext { get; } = new ContextFree();

        public FlowLabel Label { get; } = label;

        public ImmutableArray<ISymbol> Members { get; } = members;

        public FlowTraits Traits { get; } = traits;

        public CallFrame? Frame { get; } = frame;

        /// <summary>The call that hands over a parameter, if the search came through it.</summary>
        public CallFrame? FrameOf(IParameterSymbol parameter) => FrameOf(parameter.ContainingSymbol);

        /// <summary>The call of a function that the search came through.</summary>
        public CallFrame? FrameOf(ISymbol function)
        {
            for (var current = Frame; current is not null; current = current.Below)
            {
                if (SymbolEqualityComparer.Default.Equals(current.Function, function))
                {
                    return current;
                }
            }

            return null;
        }

        /// <summary>The way from an origin at this label to the sink.</summary>
        public IReadOnlyList<FlowStep> Steps(SourceLabel source)
        {
            var steps = new List<FlowStep>();
            for (var question = this; question is not null; question = question.Asker)
            {
                steps.AddRange(FlowStep.FromStart(question.Path));
                if (question.Step.Node is not null)
                {
                    steps.Add(new FlowStep(question.Step.Node, question.Step.Text, null));
                }
            }

            if (steps.Count == 0 || steps[0].Node != source.Origin)
            {
                steps.Insert(0, new FlowStep(source.Origin, $"text comes from {source.Source}", null));
            }

            return steps.Count <= MaximumSteps ? steps : [.. steps.Take(MaximumSteps / 2), .. steps.Skip(steps.Count - (MaximumSteps / 2))];
        }

        public bool Equals(Question? other) =>
            other is not null && Traits == other.Traits && AsksSameAs(other) && Equals(Frame, other.Frame);

        public override bool Equals(object? obj) => Equals(obj as Question);

        private bool AsksSameAs(Question other) => Label.Equals(other.Label) && Members.SequenceEqual(other.Members, SymbolEqualityComparer.Default);

        public override int GetHashCode() => Label.GetHashCode() ^ (Members.Length * 397) ^ (Frame?.Site.GetHashCode() ?? 0);

        private Question? Asker { get; } = asker;

        private FlowStep? Path { get; } = path;

        private (SyntaxNode Node, string Text) Step { get; } = step;

        private sealed class ContextFree : IEqualityComparer<Question>
        {
            bool IEqualityComparer<Question>.Equals(Question x, Question y) => x.AsksSameAs(y);

            int IEqualityComparer<Question>.GetHashCode(Question question) => question.Label.GetHashCode() ^ (question.Members.Length * 397);
        }
    }
}
