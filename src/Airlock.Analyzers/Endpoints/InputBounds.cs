using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Tells whether an endpoint takes text of any length from the body of a request, and what keeps it within bounds.</summary>
internal sealed class InputBounds
{
    private static readonly HashSet<string> LengthAttributes = new(StringComparer.Ordinal) { "MaxLengthAttribute", "StringLengthAttribute", "LengthAttribute", "RegularExpressionAttribute" };

    /// <summary>Settings that bound what a model writes, of whatever library, and of the raw protocol.</summary>
    private static readonly string[] TokenCaps =
    [
        "MaxOutputTokens", "MaxOutputTokenCount", "MaxTokens", "MaxCompletionTokens", "MaxTokensToSample", "NumPredict", "NumCtx", "ContextSize", "MaxInputTokenCount", "MaxNewTokens", "max_tokens", "max_completion_tokens",
    ];

    /// <summary>Settings of servers and protocols that bound a request.</summary>
    private static readonly string[] SizeLimits = ["MaxRequestBodySize", "MaxReceiveMessageSize", "MaximumReceiveMessageSize", "MultipartBodyLengthLimit", "ValueLengthLimit", "BufferBodyLengthLimit"];

    /// <summary>Members by which code reads the body itself.</summary>
    private static readonly HashSet<string> BodyReads = new(StringComparer.Ordinal)
    {
        "Body", "BodyReader", "Form", "ReadFormAsync", "ReadFromJsonAsync", "ReadAsStringAsync", "ReadAsString", "EnableBuffering",
    };

    private readonly AirlockContext _airlock;
    private readonly Lazy<bool> _isBounded;

    public InputBounds(AirlockContext airlock)
    {
        _airlock = airlock;
        _isBounded = new(() =>
            TokenCaps.Any(name => airlock.Program.Index.Mentioning(name).Count > 0)
            || SizeLimits.Any(name => airlock.Calls.Setting(name).Any(setting => setting.Value.ConstantValue is not { HasValue: true, Value: null }))
            || airlock.Middleware.Bodies.Any(ChecksLength));
    }

    /// <summary>Whether an endpoint takes text from a request's body that nothing bounds.</summary>
    public bool IsUnbounded(InferenceEndpoint endpoint) =>
        TakesText(endpoint) && !_isBounded.Value && !IsBoundedByMetadata(endpoint) && !(endpoint.Body is { } body && ChecksLength(body)) && !IsValidated(endpoint);

    private bool TakesText(InferenceEndpoint endpoint)
    {
        if (endpoint is not { Handler: { } handler, Body: { } body, Way: { } way } || IsClassic(way))
        {
            return false;
        }

        return endpoint.Kind switch
        {
            EndpointKind.Hub => _airlock.Calls.Setting("MaximumReceiveMessageSize").Any(setting => setting.Value.ConstantValue is { HasValue: true, Value: null } && IsFor(setting, endpoint)),
            EndpointKind.Grpc => handler.Parameters.Length > 0 && CarriesText(handler.Parameters[0].Type),
            _ when ReadsBody(body) => true,
            EndpointKind.Route when endpoint.Mapping?.TargetMethod.Name is "MapGet" or "MapDelete" => handler.Parameters.Any(IsFromBody),
            EndpointKind.Page => endpoint.Name.StartsWith("POST", StringComparison.Ordinal)
                && (handler.Parameters.Any(parameter => EntryPoints.TakesData(parameter, _airlock)) || handler.ContainingType.GetMembers().OfType<IPropertySymbol>().Any(IsBound)),
            EndpointKind.Action when endpoint.Name.StartsWith("GET ", StringComparison.Ordinal) => handler.Parameters.Any(IsFromBody),
            EndpointKind.Middleware => false,
            _ => handler.Parameters.Any(parameter => IsFromBody(parameter) || IsBodyByType(parameter)),
        };
    }

    /// <summary>Whether options hold for a hub: those of all hubs, or those that name it.</summary>
    private static bool IsFor(IOperation setting, InferenceEndpoint hub) => setting.Ancestors().OfType<IInvocationOperation>().Where(call => call.TargetMethod.Name == "AddHubOptions")
        .All(options => options.TargetMethod.TypeArguments.All(type => hub.Declarations.Contains(type, SymbolEqualityComparer.Default)));

    /// <summary>Whether the model is one of numbers, whose cost does not grow with the text.</summary>
    private bool IsClassic(InferenceWay way) => _airlock.Catalog.Find(CatalogTable.InferenceCalls, way.Call.TargetMethod).Any(row => row.Kind is "ml-prediction" or "torch-forward");

    private static bool IsFromBody(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "FromBodyAttribute" or "FromFormAttribute")
        || parameter.Type.Name is "IFormFile" or "IFormFileCollection" or "IFormCollection" or "PipeReader" || (parameter.Type.Name == "Stream" && parameter.Type.ContainingNamespace.Name == "IO");

    /// <summary>Whether a parameter without attribute is read from the body, because it is no simple value and no service.</summary>
    private bool IsBodyByType(IParameterSymbol parameter) =>
        !parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "FromQueryAttribute" or "FromRouteAttribute" or "FromHeaderAttribute" or "AsParametersAttribute" or "HttpTriggerAttribute")
        && parameter.Type.SpecialType is not (SpecialType.System_String or SpecialType.System_Object)
        && parameter.Type is not IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String }
        && (EntryPoints.TakesData(parameter, _airlock) || IsDataOfReference(parameter.Type)) && CarriesText(parameter.Type);

    /// <summary>Whether a class of a referenced project is one that requests are read into: it can be made empty, and its texts can be set.</summary>
    private static bool IsDataOfReference(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false, DeclaringSyntaxReferences.IsEmpty: true } named
        && named.ContainingNamespace?.ToDisplayString() is { } space && !space.StartsWith("Microsoft", StringComparison.Ordinal) && !space.StartsWith("System", StringComparison.Ordinal)
        && named.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public)
        && named.GetMembers().OfType<IPropertySymbol>().Any(property => property.Type.SpecialType == SpecialType.System_String && property.SetMethod is { DeclaredAccessibility: Accessibility.Public });

    /// <summary>Whether a type holds text: it is one, or a collection or an object of the program's that holds one.</summary>
    private bool CarriesText(ITypeSymbol type, int depth = 3) => type switch
    {
        { SpecialType: SpecialType.System_String or SpecialType.System_Object } => true,
        IArrayTypeSymbol array => CarriesText(array.ElementType, depth),
        INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } own =>
            depth > 0 && own.GetMembers().OfType<IPropertySymbol>().Any(property => property is { IsStatic: false, Name: not "EqualityContract" } && CarriesText(property.Type, depth - 1)),
        INamedTypeSymbol other when IsDataOfReference(other) => true,
        INamedTypeSymbol { IsGenericType: true } collection => collection.TypeArguments.Any(argument => CarriesText(argument, depth)),
        _ => _airlock.TextTypes.CanCarry(type),
    };

    private static bool IsBound(IPropertySymbol property) =>
        property.Type.SpecialType == SpecialType.System_String && property.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "BindPropertyAttribute")
        && !property.GetAttributes().Any(attribute => LengthAttributes.Contains(attribute.AttributeClass?.Name ?? ""));

    private bool ReadsBody(IOperation body) => _airlock.Reach.From(body).Any(reached =>
        OperationText.MemberOf(reached.Operation) is { } member && BodyReads.Contains(member.Name) && IsRequest(reached.Operation));

    private static bool IsRequest(IOperation read) => (read switch
    {
        IPropertyReferenceOperation property => property.Instance?.Type,
        IInvocationOperation call => call.Receiver()?.Type,
        _ => null,
    })?.Name is "HttpRequest" or "HttpRequestData";

    private bool IsBoundedByMetadata(InferenceEndpoint endpoint)
    {
        var attributes = endpoint.Attributed.SelectMany(symbol => symbol.GetAttributes()).Select(attribute => attribute.AttributeClass?.Name);
        return attributes.Any(name => name is "RequestSizeLimitAttribute" or "RequestFormLimitsAttribute")
            || endpoint.Conventions.SelectMany(convention => convention.Descendants().OfType<IObjectCreationOperation>()).Any(metadata => metadata.Type?.Name is "RequestSizeLimitAttribute" or "RequestFormLimitsAttribute")
            || endpoint.Conventions.Any(IsCheckingFilter)
            || endpoint.Handler!.Parameters.Any(HasLength);
    }

    /// <summary>Whether a parameter, or any text in what it holds, has a greatest length.</summary>
    private static bool HasLength(IParameterSymbol parameter) =>
        IsLimited(parameter)
        || (parameter.Type is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } type
            && (type.AllInterfaces.Any(contract => contract.Name == "IValidatableObject")
                || type.GetMembers().Any(IsLimited)
                || type.InstanceConstructors.SelectMany(constructor => constructor.Parameters).Any(IsLimited)));

    private static bool IsLimited(ISymbol symbol) => symbol.GetAttributes().Any(attribute => LengthAttributes.Contains(attribute.AttributeClass?.Name ?? ""));

    private bool IsCheckingFilter(IInvocationOperation convention) => _airlock.Middleware.GivenTo(convention).Any(ChecksLength);

    /// <summary>Whether a body, with what it calls, compares the length of a text or request, cuts a text or counts tokens.</summary>
    private bool ChecksLength(IOperation body) => _airlock.Reach.From(body).Any(reached => reached.Operation switch
    {
        IPropertyReferenceOperation { Property.Name: "Length" or "ContentLength", Instance: { } measured } length =>
            (length.Property.Name == "ContentLength" || IsText(measured.Type) || measured.Type?.Name == "IFormFile")
            && !IsLoopCondition(length) && length.Ancestors().TakeWhile(ancestor => ancestor is not IBlockOperation).Any(IsComparison),
        IIsPatternOperation test => IsLengthPattern(test),
        IInvocationOperation { TargetMethod: { Name: "Substring" or "Truncate" or "CountTokens" or "GetIndexByTokenCount" } } => true,
        IInvocationOperation { TargetMethod.Name: "Take" } cut => IsText(cut.Receiver()?.Unwrap().Type),
        IInvocationOperation { TargetMethod: var method } => _airlock.Catalog.Find(CatalogTable.InferenceCalls, method).Any(row => row.Kind is "token-count" or "tokenize"),
        IImplicitIndexerReferenceOperation { Instance: { } cut } => IsText(cut.Type),
        _ => false,
    });

    private static bool IsLoopCondition(IOperation part) => part.Ancestors().FirstOrDefault(ancestor => ancestor is IBlockOperation or ILoopOperation) is ILoopOperation;

    private static bool IsText(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_String } => true,
        INamedTypeSymbol { Name: "ReadOnlySpan" or "Span" or "ReadOnlyMemory", TypeArguments: { Length: 1 } elements } => elements[0].SpecialType == SpecialType.System_Char,
        _ => false,
    };

    /// <summary>Whether a length is held against a bound; that it is not zero bounds nothing.</summary>
    private static bool IsComparison(IOperation operation) => operation switch
    {
        IBinaryOperation
        {
            OperatorKind: BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual,
        } comparison => !IsNothing(comparison.LeftOperand) && !IsNothing(comparison.RightOperand),
        IRelationalPatternOperation pattern => !IsNothing(pattern.Value),
        IIsPatternOperation test => test.Pattern.DescendantsAndSelf().OfType<IRelationalPatternOperation>().Any(IsComparison),
        _ => false,
    };

    /// <summary>Whether a property pattern holds a length against a bound, as <c>{ Text.Length: &lt;= 4000 }</c>.</summary>
    private static bool IsLengthPattern(IIsPatternOperation test) => test.Pattern.DescendantsAndSelf().OfType<IPropertySubpatternOperation>().Any(part =>
        part.Member is IPropertyReferenceOperation { Property.Name: "Length" } && part.Pattern.DescendantsAndSelf().OfType<IRelationalPatternOperation>().Any(IsComparison));

    private static bool IsNothing(IOperation bound) => bound.ConstantValue is { HasValue: true, Value: 0 or 1 or 0L or 1L };

    /// <summary>Whether a validator of the program, as FluentValidation has them, bounds the texts of what the endpoint takes.</summary>
    private bool IsValidated(InferenceEndpoint endpoint) => new[] { "MaximumLength", "Length", "Must" }
        .SelectMany(name => _airlock.Program.Index.Mentioning(name))
        .Select(body => body.FirstAncestorOrSelf<TypeDeclarationSyntax>())
        .OfType<TypeDeclarationSyntax>()
        .Distinct()
        .Select(type => _airlock.Declarations.TypeOf(type)?.BaseType)
        .Any(validator => validator is { Name: "AbstractValidator", TypeArguments: { Length: 1 } validated }
            && endpoint.Handler!.Parameters.Any(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, validated[0])));
}
