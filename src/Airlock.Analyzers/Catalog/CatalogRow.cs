namespace Airlock.Analyzers.Catalog;

/// <summary>A parameter that a row of the catalog names.</summary>
/// <param name="Name">Its name in the declaration.</param>
/// <param name="Index">Its place, from 0; the receiver of an extension method is 0. For a property, 0 is the value.</param>
internal readonly record struct CatalogParameter(string Name, int Index);

/// <summary>One row of the catalog: what a member or type of a .NET AI or web API means to the rules.</summary>
/// <remarks>
/// Besides the roles of parameters, the details of a row may say: <c>sym</c>, what the member is; <c>flow</c>, how text leaves it
/// (<c>return</c> of a sink: the result still holds the arguments); <c>receiver=role</c>, the object it is called on plays that
/// role; <c>outcome</c>, how a validator speaks (<c>true</c>, <c>result</c>, <c>throws</c>). The parameter of the role
/// <c>conditional</c> counts only if the argument named by <c>when</c> is a constant that begins with the text of <c>is</c>, or an
/// object that has the property of <c>sets</c> set.
/// </remarks>
/// <param name="id">Documentation comment ID, as <c>M:OpenAI.OpenAIClient.#ctor(System.String)</c>.</param>
/// <param name="kind">Its part within the table.</param>
/// <param name="detail">Pairs <c>name=value</c>, split by <c>;</c>; a parameter is written <c>role=name@index</c>.</param>
/// <param name="package">The package that holds it.</param>
internal sealed class CatalogRow(string id, string kind, string detail, string package)
{
    /// <summary>Documentation comment ID.</summary>
    public string Id { get; } = id;

    /// <summary>Its part within the table.</summary>
    public string Kind { get; } = kind;

    /// <summary>The package that holds it.</summary>
    public string Package { get; } = package;

    /// <summary>The pairs of the detail column, in its order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; } = ReadDetails(detail);

    /// <summary>The value of that name in the detail column, or null.</summary>
    public string? Value(string name)
    {
        foreach (var pair in Details)
        {
            if (pair.Key == name)
            {
                return pair.Value;
            }
        }

        return null;
    }

    /// <summary>The parameters that play a role, as the key of a client.</summary>
    public IEnumerable<CatalogParameter> Parameters(string role)
    {
        foreach (var pair in Details)
        {
            if (pair.Key != role)
            {
                continue;
            }

            foreach (var item in pair.Value.Split(','))
            {
                var at = item.LastIndexOf('@');
                if (at > 0 && int.TryParse(item.Substring(at + 1), out var index))
                {
                    yield return new CatalogParameter(item.Substring(0, at), index);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} ({Kind})";

    private static List<KeyValuePair<string, string>> ReadDetails(string detail)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var item in detail.Split([';'], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = item.IndexOf('=');
            pairs.Add(equals < 0 ? new(item, "") : new(item.Substring(0, equals), item.Substring(equals + 1)));
        }

        return pairs;
    }
}
