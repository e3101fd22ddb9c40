using System.Collections.Immutable;
using Airlock.Core.Findings;
using Airlock.Core.Pins;
using Airlock.Core.Policy;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;

namespace Airlock.Core.Models.Signing;

/// <summary>
/// Checks the signatures of a project's models (AIR5008): those that pins name, by whom the policy trusts, and whether every model has
/// one where the policy asks for it.
/// </summary>
public sealed class SignatureCheck
{
    /// <summary>The name of the property that says which problem it is, a name of <see cref="SignatureProblem"/> or <c>Unsigned</c>.</summary>
    public const string ProblemProperty = "signature";

    private readonly GateContext _context;
    private readonly SignatureTrust _trust;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<string, (VerifiedSignature? Signature, SignatureException? Problem)> _bundles = new(StringComparer.Ordinal);

    private SignatureCheck(GateContext context, SignatureTrust trust, DateTimeOffset now) => (_context, _trust, _now) = (context, trust, now);

    /// <summary>Checks the files in use.</summary>
    /// <param name="context">Policy and pins.</param>
    /// <param name="files">The files, as they were found.</param>
    /// <param name="now">When certificates must be valid.</param>
    /// <param name="cancellation">Stops between two reads of a file.</param>
    public static IReadOnlyList<Finding> Run(
        GateContext context, IEnumerable<UsedFile> files, DateTimeOffset now, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        using var trust = new SignatureTrust();
        foreach (var file in context.Policy.Models.Trust)
        {
            try
            {
                trust.AddFile(PathOf(file, context.PolicyFile!));
            }
            catch (SignatureException problem)
            {
                PolicyFiles.Report(context, "AIR9001", "The policy", context.PolicyFile!, [new TextError(file.Position, $"{file} in \"trust\" {problem.Message}")], findings);
            }
        }

        var check = new SignatureCheck(context, trust, now);
        findings.AddRange(files.Select(file => check.Check(file, cancellation)).OfType<Finding>());
        return findings;
    }

    /// <summary>The files that the check reads beside the models: the bundles that pins name, and those that hold what the policy trusts. Absolute.</summary>
    /// <param name="context">Policy and pins.</param>
    public static IEnumerable<string> Inputs(GateContext context)
    {
        var trust = context.Policy.Models.Trust.Select(file => PathOf(file, context.PolicyFile!));
        var bundles = context.Lock.Pins.Select(pin => pin.Signature?.Bundle).OfType<string>().Select(bundle => PathBeside(context.LockFile, bundle));
        return trust.Concat(bundles).Distinct(StringComparer.Ordinal);
    }

    private Finding? Check(UsedFile file, CancellationToken cancellation)
    {
        // What is missing or can't be read is reported by the check of its pin.
        if (file.Digest is null && !(file.Pin is { } named && LockDocument.IsAddress(named.Path)))
        {
            return null;
        }

        if (file.Pin?.Signature is not { } signature)
        {
            return file.Kind == PinKind.Model && _context.Policy.Models.RequireSignature
                ? Report(file, "Unsigned", $"{file.Path} is not signed, and the policy requires a signature; get the publisher's bundle, or sign it (airlock sign), then run: airlock pin --signature <bundle> {file.Path}")
                : null;
        }

        var bundlePath = PathBeside(_context.LockFile, signature.Bundle);
        try
        {
            var verified = Verify(bundlePath);
            if (signature.Identity is { } identity && identity != verified.Identity)
            {
                throw new SignatureException(SignatureProblem.OtherIdentity, $"is signed by {verified.Identity}, and the pin names {identity}");
            }

            // What lies at an address is not at hand; the pin says which bytes it must have.
            var digest = file.Digest ?? new FileDigest(file.Pin.Sha256, file.Pin.Size ?? long.MaxValue);
            var path = LockDocument.IsAddress(file.Pin.Path) ? file.Pin.Path : PathBeside(_context.LockFile, file.Pin.Path);
            verified.CheckCovers(path, bundlePath, digest, cancellation);
            return null;
        }
        catch (SignatureException problem)
        {
            return Report(file, problem.Problem.ToString(), $"{file.Path} is not signed as it must be: {_context.Relative(bundlePath)} {problem.Message}");
        }
    }

    // Many files share a bundle: it is verified once.
    private VerifiedSignature Verify(string bundlePath)
    {
        if (!_bundles.TryGetValue(bundlePath, out var known))
        {
            try
            {
                known = (SignatureVerifier.Verify(SignatureBundle.Read(bundlePath), _trust, _now), null);
            }
            catch (SignatureException problem)
            {
                known = (null, problem);
            }

            _bundles[bundlePath] = known;
        }

        return known.Signature ?? throw new SignatureException(known.Problem!.Problem, known.Problem.Message);
    }

    private Finding Report(UsedFile file, string problem, string message) => new()
    {
        RuleId = "AIR5008",
        Message = $"{(file.Kind == PinKind.Model ? "Model" : "Data set")} {message}",
        Location = file.Pin is { } pin
            ? new(_context.Relative(_context.LockFile), pin.Position.Line, pin.Position.Column, pin.Position.Line, pin.Position.Column)
            : new(file.Path),
        Properties = ImmutableSortedDictionary<string, string>.Empty.Add(PinnedFiles.PathProperty, file.Path).Add(ProblemProperty, problem),
    };

    private static string PathOf(PlacedText file, string policyFile) => PathBeside(policyFile, file.Text);

    // A name that no file can have becomes one that none has, so that it is reported as missing.
    private static string PathBeside(string file, string path) => Path.GetFullPath(path.Replace('\0', '?'), Path.GetDirectoryName(file)!);
}
