using System.Collections.Immutable;
using Airlock.Core.Bom.Packages;

namespace Airlock.Core.Bom;

/// <summary>What the document describes: the project that is built.</summary>
internal static class ApplicationComponent
{
    /// <summary>The component.</summary>
    public static Component Build(BomInput input)
    {
        var application = input.Application;
        var purl = application.IsPackable
            ? PackageUrl.NuGet(application.Name, application.Version)
            : PackageUrl.Generic(application.Name, application.Version);
        var publisher = input.Publisher?.ToOrganization();
        return new Component
        {
            Type = application.OutputType == "Library" ? ComponentType.Library : ComponentType.Application,
            BomRef = purl,
            Supplier = publisher,
            Manufacturer = publisher,
            Authors = application.Authors,
            Name = application.Name,
            Version = application.Version,
            Description = application.Description,
            Hashes = application.AssemblySha256 is { } sha256 ? [new Hash("SHA-256", sha256)] : [],
            Licenses = application.Licence is { } licence ? [new License(licence, null, null), new License(licence, null, null, "concluded")] : [],
            Copyright = application.Copyright,
            Purl = purl,
            ExternalReferences = [.. References(input)],
            Properties =
            [
                .. Property("airlock:assembly:file", application.AssemblyFile),
                .. Property("airlock:msbuild:configuration", application.Configuration),
                .. Property("airlock:msbuild:outputType", application.OutputType),
                .. Property("airlock:msbuild:publishAot", application.IsAot),
                .. Property("airlock:msbuild:publishSingleFile", application.IsSingleFile),
                .. Property("airlock:msbuild:publishTrimmed", application.IsTrimmed),
                .. Property("airlock:msbuild:runtimeIdentifier", application.RuntimeIdentifier),
                .. Property("airlock:msbuild:selfContained", application.IsSelfContained),
                .. Property("airlock:msbuild:targetFramework", application.TargetFramework),
                .. application.AssemblyFile is { } file ? BsiProperties.OfFile(file, isExecutable: true, isArchive: false) : [],
                .. Property(BsiProperties.EffectiveLicense, application.Licence),
            ],
        };
    }

    private static IEnumerable<ExternalReference> References(BomInput input)
    {
        var application = input.Application;
        if (input.Sarif is { } sarif)
        {
            yield return new ExternalReference("static-analysis-report", WebAddress.Relative(sarif.Path), null, new Hash("SHA-256", sarif.Sha256));
        }

        if (WebAddress.Clean(application.RepositoryUrl) is { } repository)
        {
            var comment = application.Commit is { } commit ? $"commit {commit}" : null;
            yield return new ExternalReference("vcs", repository, comment);
            yield return new ExternalReference("source-distribution", repository, comment);
        }

        if (WebAddress.Clean(application.ProjectUrl) is { } website)
        {
            yield return new ExternalReference("website", website);
        }

        if (WebAddress.Clean(application.SecurityTxt) is { } securityTxt)
        {
            yield return new ExternalReference("rfc-9116", securityTxt);
        }
    }

    private static IEnumerable<Property> Property(string name, string? value) =>
        string.IsNullOrEmpty(value) ? [] : [new Property(name, value)];

    private static IEnumerable<Property> Property(string name, bool value) => value ? [new Property(name, "true")] : [];
}
