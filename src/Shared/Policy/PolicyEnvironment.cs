using Airlock.Shared.Json;

namespace Airlock.Shared.Policy;

/// <summary>An environment that models are approved for.</summary>
/// <param name="Name">Name, as <c>production</c>; case does not matter.</param>
/// <param name="Approvals">How many different people must approve; at least one.</param>
/// <param name="Position">Where it stands in the policy.</param>
public sealed record PolicyEnvironment(string Name, int Approvals, TextPosition Position)
{
    // More than anybody has, and little enough that no number overflows.
    private const int MostApprovals = 1000;

    /// <summary>Whether two names mean the same environment.</summary>
    public static bool IsSame(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name means this environment.</summary>
    public bool IsNamed(string name) => IsSame(Name, name);

    internal static IReadOnlyList<PolicyEnvironment> ReadAll(JsonShape policy, List<TextError> errors)
    {
        var environments = new List<PolicyEnvironment>();
        foreach (var item in policy.Objects("environments"))
        {
            var name = item.Text("name", required: true);
            var approvals = item.Count("approvals") ?? 1;
            item.Close();
            if (approvals is < 1 or > MostApprovals)
            {
                errors.Add(new TextError(item.PositionOf("approvals"), $"\"approvals\" must be 1 to {MostApprovals}"));
            }
            else if (name is not null && name.Trim().Length == 0)
            {
                errors.Add(new TextError(item.PositionOf("name"), "\"name\" must not be empty"));
            }
            else if (environments.Any(environment => environment.IsNamed(name ?? "")))
            {
                errors.Add(new TextError(item.PositionOf("name"), $"the environment \"{name}\" stands twice"));
            }
            else if (name is not null)
            {
                environments.Add(new PolicyEnvironment(name, (int)approvals, item.Start));
            }
        }

        return environments;
    }
}
