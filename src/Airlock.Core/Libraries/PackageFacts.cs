using Airlock.Core.Libraries.BuildCode;
using Airlock.Core.Libraries.Integrity;
using Airlock.Core.Libraries.Licences;
using Airlock.Core.Libraries.Models;

namespace Airlock.Core.Libraries;

/// <summary>What a package's own content tells, each read when it is asked for first, or remembered from an earlier build. One thread at a time may ask for a package.</summary>
public sealed class PackageFacts
{
    private readonly Lock _lock = new();
    private readonly RememberedPackage? _remembered;
    private bool? _isCurrent;
    private RememberedPackage _known = new();

    internal PackageFacts(RestoredPackage package, RememberedPackage? remembered) => (Package, _remembered) = (package, remembered);

    /// <summary>The package.</summary>
    public RestoredPackage Package { get; }

    /// <summary>Whether something was read that no earlier build had read.</summary>
    internal bool HasNews { get; private set; }

    /// <summary>The comparison with the archive.</summary>
    /// <param name="isStrict">Whether everything is to be compared.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public PackageContent Content(bool isStrict, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_known.Content is { } known && known.Scope >= PackageContent.ScopeFor(Package, isStrict))
            {
                return known;
            }

            var content = !isStrict && IsCurrent() ? _remembered!.Content! : Read(() => PackageContent.Verify(Package, isStrict, cancellation));
            _known = _known with { Content = content };
            return content;
        }
    }

    /// <summary>What runs at build time.</summary>
    /// <exception cref="IOException">The folder can't be read.</exception>
    public PackageBuildCode BuildCode(CancellationToken cancellation) =>
        Get(one => one.BuildCode, () => PackageBuildCode.Read(Package, cancellation), code => _known = _known with { BuildCode = code });

    /// <summary>The licence.</summary>
    public PackageLicence Licence(CancellationToken cancellation) =>
        Get(one => one.Licence, () => PackageLicence.Read(Package, cancellation), licence => _known = _known with { Licence = licence });

    /// <summary>The models inside, as files and in resources of assemblies.</summary>
    /// <param name="isStrict">Whether assemblies that the build does not use are searched as well.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public PackageModels Models(bool isStrict, CancellationToken cancellation) =>
        Get(one => one.Models, () => PackageModels.Read(Package, isStrict, cancellation), models => _known = _known with { Models = models });

    internal RememberedPackage ToRemember() => _remembered is null || _isCurrent != true ? _known : new RememberedPackage
    {
        Content = _known.Content ?? _remembered.Content,
        BuildCode = _known.BuildCode ?? _remembered.BuildCode,
        Licence = _known.Licence ?? _remembered.Licence,
        Models = _known.Models ?? _remembered.Models,
    };

    private T Get<T>(Func<RememberedPackage, T?> member, Func<T> read, Action<T> keep)
        where T : class
    {
        lock (_lock)
        {
            if (member(_known) is { } known)
            {
                return known;
            }

            var value = IsCurrent() && member(_remembered!) is { } remembered ? remembered : Read(read);
            keep(value);
            return value;
        }
    }

    // What is remembered holds as long as the comparison does: it was read from the same files.
    private bool IsCurrent() => _isCurrent ??= _remembered?.Content?.IsCurrent(Package, isStrict: false) == true;

    private T Read<T>(Func<T> read)
    {
        HasNews = true;
        return read();
    }
}
