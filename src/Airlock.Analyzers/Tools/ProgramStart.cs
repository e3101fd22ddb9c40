using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Tools;

/// <summary>What code says of a program that is to be started, in a call or on an object that describes it.</summary>
/// <param name="Programs">The program: one expression, or several of which one counts.</param>
/// <param name="Arguments">Its arguments, as a list or a line: none, one, or several of which one counts.</param>
/// <param name="Added">What is added to the arguments afterwards, in the order of the code.</param>
internal sealed record ProgramStart(IReadOnlyList<IOperation> Programs, IReadOnlyList<IOperation> Arguments, IReadOnlyList<IOperation> Added)
{
    /// <summary>What is written about the object whose property an assignment sets.</summary>
    public static ProgramStart Of(ISimpleAssignmentOperation assignment, AirlockContext airlock) =>
        assignment is { Target: IPropertyReferenceOperation { Instance: { } instance }, Parent: not IObjectOrCollectionInitializerOperation } && Holder(instance) is { } holder
            ? Read(airlock, assignment, null, holder)
            : Of(assignment.Parent?.Parent ?? assignment, airlock);

    /// <summary>What a call, or the construction of an object, says of the program that it starts or describes.</summary>
    public static ProgramStart Of(IOperation call, AirlockContext airlock) => Read(airlock, call, call, HolderOf(call));

    private static ProgramStart Read(AirlockContext airlock, IOperation place, IOperation? made, ISymbol? holder)
    {
        var (programs, arguments, added) = (new List<IOperation>(), new List<IOperation>(), new List<IOperation>());
        foreach (var operation in place.Root().DescendantsAndSelf())
        {
            switch (operation)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } assignment when IsOfObject(property.Instance, assignment):
                    Add(property.Property, assignment.Value);
                    break;
                case IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation property } initializer when IsOfObject(property.Instance, initializer) && HasRole(property.Property, "list"):
                    added.AddRange(initializer.Initializer.Initializers.OfType<IInvocationOperation>().Select(add => add.Arguments[0].Value));
                    break;
                case IInvocationOperation { TargetMethod.Name: "Add" or "AddRange", Instance: IPropertyReferenceOperation property, Arguments.Length: 1 } add
                    when IsOfObject(property.Instance, add) && HasRole(property.Property, "list"):
                    added.Add(add.Arguments[0].Value);
                    break;
                case var creation when Call.From(creation) is { } call && (creation == made || (holder is not null && SymbolEqualityComparer.Default.Equals(HolderOf(creation), holder))):
                    foreach (var row in airlock.Catalog.Find(CatalogTable.Sinks, call.Method))
                    {
                        programs.AddRange(row.Parameters("file").Select(call.Argument).OfType<IOperation>());
                        arguments.AddRange(row.Parameters("args").Concat(row.Parameters("list")).Select(call.Argument).OfType<IOperation>());
                    }

                    break;
            }
        }

        return new ProgramStart(programs, arguments, added);

        bool IsOfObject(IOperation? instance, IOperation part) => instance is IInstanceReferenceOperation
            ? part.Parent is IObjectOrCollectionInitializerOperation { Parent: var creation } && (creation == made || (holder is not null && SymbolEqualityComparer.Default.Equals(HolderOf(creation!), holder)))
            : holder is not null && SymbolEqualityComparer.Default.Equals(Holder(instance), holder);

        bool HasRole(ISymbol property, string role) => airlock.Catalog.Find(CatalogTable.Sinks, property).Any(row => row.Value(role) is not null);

        void Add(ISymbol property, IOperation value)
        {
            if (HasRole(property, "file"))
            {
                programs.Add(value);
            }
            else if (HasRole(property, "args") || HasRole(property, "list"))
            {
                arguments.Add(value);
            }
        }
    }

    /// <summary>The variable or field that an object is put into when it is made; null if it is used at once.</summary>
    private static ISymbol? HolderOf(IOperation creation)
    {
        var value = creation;
        while (value.Parent is IConversionOperation)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            ISimpleAssignmentOperation assignment when assignment.Value == value => Holder(assignment.Target),
            _ => null,
        };
    }

    private static ISymbol? Holder(IOperation? reference) => reference switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        _ => null,
    };
}
