using System.Text.Json.Serialization;
using Airlock.Core.Libraries.BuildCode;
using Airlock.Core.Libraries.Integrity;
using Airlock.Core.Libraries.Licences;
using Airlock.Core.Libraries.Models;

namespace Airlock.Core.Libraries;

/// <summary>What earlier builds read in a package; a member that none has read is null.</summary>
public sealed record RememberedPackage
{
    /// <summary>Raise it where a reader may see something else in the same package.</summary>
    public const int CurrentVersion = 2;

    /// <summary>The version of the readers.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The comparison with the archive; everything else holds as long as it does.</summary>
    public PackageContent? Content { get; init; }

    /// <summary>What runs at build time.</summary>
    public PackageBuildCode? BuildCode { get; init; }

    /// <summary>The licence.</summary>
    public PackageLicence? Licence { get; init; }

    /// <summary>The models inside.</summary>
    public PackageModels? Models { get; init; }
}

/// <summary>How a <see cref="RememberedPackage"/> is written.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RememberedPackage))]
internal sealed partial class RememberedPackageJson : JsonSerializerContext;
