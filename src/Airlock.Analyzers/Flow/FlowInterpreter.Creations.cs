using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>New objects.</summary>
internal sealed partial class FlowInterpreter
{
    private FlowValue EvaluateCreation(IObjectCreationOperation creation)
    {
        if (creation.Constructor is not { } constructor)
        {
            return FlowValue.Empty;
        }

        var isOurs = IsOurs(constructor);
        var arguments = EvaluateArguments(constructor, creation.Arguments, isOurs ? null : FlowValue.Empty, out var results);
        var isSink = ReachSinks(constructor, null, creation.Arguments, arguments, creation.Syntax);
        if (isOurs)
        {
            return EvaluateOurCreation(creation, constructor, arguments);
        }

        if (isSink || _scope.Airlock.CallModels.KeepsArguments(constructor))
        {
            return FlowValue.Empty;
        }

        var value = arguments.Values.Aggregate(results, (all, argument) => all.Join(argument));
        if (IsRelativeAddress(creation))
        {
            return value.ClearedFor(SinkCategory.Address);
        }

        var carried = SanitizedBy(constructor, null, creation.Arguments, FlowValue.Empty, arguments) is { } cleaned ? cleaned
            : CallModels.Encloses(creation.Type) ? value.Flatten().With(FlowTraits.Enclosed)
            : value.Flatten();
        return CarriedBy(creation.Type, carried);
    }

    /// <summary><c>new Uri(path, UriKind.Relative)</c> is taken relative to a base that it can't change.</summary>
    private static bool IsRelativeAddress(IObjectCreationOperation creation) =>
        creation.Type?.Name == "Uri" && creation.Arguments.Any(argument => argument.Value is IFieldReferenceOperation { Field: { Name: "Relative", ContainingType.Name: "UriKind" } });

    /// <summary>An object of the program: what its constructor leaves in it, and the properties that positional parameters become.</summary>
    private FlowValue EvaluateOurCreation(IObjectCreationOperation creation, IMethodSymbol constructor, Dictionary<int, FlowValue> arguments)
    {
        var declared = constructor.OriginalDefinition;
        var site = _scope.Site(declared, creation.Syntax, isVirtual: false);
        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter is { } parameter && arguments.TryGetValue(parameter.Ordinal, out var given))
            {
                site.Add(parameter.Ordinal, given, argument.Value.Syntax);
            }
        }

        ClearProven(constructor, creation.Arguments);
        var value = FlowValue.Of(new ChangedLabel(site, CallSite.ReceiverIndex));
        if (declared.ContainingType.IsRecord)
        {
            foreach (var argument in arguments)
            {
                var parameter = declared.Parameters[argument.Key];
                if (declared.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
                {
                    value = value.WithMember(property.OriginalDefinition, argument.Value);
                    _scope.NoteWrite(property.OriginalDefinition, argument.Value);
                }
            }
        }

        return CarriedBy(creation.Type, value);
    }

    private FlowValue EvaluateAnonymousObject(IAnonymousObjectCreationOperation creation)
    {
        var value = FlowValue.Empty;
        foreach (var initializer in creation.Initializers.OfType<ISimpleAssignmentOperation>())
        {
            if (initializer.Target is IPropertyReferenceOperation target)
            {
                value = value.WithMember(target.Property.OriginalDefinition, Evaluate(initializer.Value));
            }
        }

        return value.All.IsEmpty ? FlowValue.Empty : value;
    }

    private FlowValue EvaluateTuple(ITupleOperation tuple)
    {
        var value = FlowValue.Empty;
        var fields = (tuple.Type as INamedTypeSymbol)?.TupleElements ?? [];
        for (var i = 0; i < tuple.Elements.Length; i++)
        {
            var element = Evaluate(tuple.Elements[i]);
            value = i < fields.Length ? value.WithMember(DeclaredField(fields[i]), element) : value.With(element.All);
        }

        return value.All.IsEmpty ? FlowValue.Empty : value;
    }
}
