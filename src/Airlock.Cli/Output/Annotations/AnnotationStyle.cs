namespace Airlock.Cli.Output.Annotations;

/// <summary>Whose way of marking findings in code is spoken.</summary>
public enum AnnotationStyle
{
    /// <summary>None.</summary>
    None,

    /// <summary>Workflow commands of GitHub Actions.</summary>
    GitHub,

    /// <summary>Logging commands of Azure Pipelines.</summary>
    Azure,

    /// <summary>A code quality report for GitLab: a file, not lines of the log.</summary>
    GitLab,

    /// <summary>Service messages of TeamCity.</summary>
    TeamCity,
}

/// <summary>Which continuous integration the tool runs in, as the variables say that each sets for its jobs.</summary>
internal static class ContinuousIntegration
{
    private static readonly (string Variable, AnnotationStyle Style)[] Marks =
    [
        ("GITHUB_ACTIONS", AnnotationStyle.GitHub),
        ("TF_BUILD", AnnotationStyle.Azure),
        ("GITLAB_CI", AnnotationStyle.GitLab),
        ("TEAMCITY_VERSION", AnnotationStyle.TeamCity),
    ];

    /// <summary>The style of the environment; none where no such variable is set, or set to false.</summary>
    /// <param name="variable">Gives the value of a variable, or null.</param>
    public static AnnotationStyle Detect(Func<string, string?> variable) =>
        Marks.FirstOrDefault(mark => variable(mark.Variable) is { Length: > 0 } value && !value.Equals("false", StringComparison.OrdinalIgnoreCase)).Style;
}
