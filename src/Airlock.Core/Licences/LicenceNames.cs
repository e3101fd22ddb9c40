namespace Airlock.Core.Licences;

/// <summary>The licences that cards and headers of models name, as SPDX expressions.</summary>
internal static class LicenceNames
{
    /// <summary>
    /// The expression for what an author wrote. Several names are read as all of them: that is the reading that grants least. What SPDX does not
    /// list becomes a <c>LicenseRef-</c>.
    /// </summary>
    /// <param name="names">Names or expressions.</param>
    /// <returns>The expression, or null if no licence is named.</returns>
    public static string? Expression(IEnumerable<string> names)
    {
        var expressions = names.Where(name => name is not ("" or "other" or "unknown")).Select(Expression).Distinct().ToList();
        return expressions.Count == 0 ? null : string.Join(" AND ", expressions);
    }

    private static string Expression(string name) => LicenceExpression.Parse(name, out _) is { } expression
        ? expression is Licence ? name : $"({name})"
        : $"LicenseRef-{string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' ? character : '-'))}";
}
