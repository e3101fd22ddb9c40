using System.Globalization;
using Airlock.Shared.Json;

namespace Airlock.Shared.Pins;

/// <summary>Reads the entries of a lock file. An entry that can't be understood whole is no pin.</summary>
internal static class PinReader
{
    /// <summary>Reads one entry, or gives null and errors.</summary>
    public static Pin? Read(PinKind kind, JsonShape item, List<TextError> errors)
    {
        var before = errors.Count;
        var path = item.Text("path", required: true);
        var pin = new Pin(
            kind, path ?? "", Sha256(item, errors), item.Count("size"), item.Text("format"), item.Text("licence"), item.Text("source"), item.Start)
        {
            Digests = ReadDigests(item, errors),
            Signature = ReadSignature(item, errors),
            Card = FileBeside(item, "card", errors),
            Accepts = ReadAccepts(item, errors),
            Approvals = [.. item.Objects("approvals").Select(approval => ReadApproval(approval, errors))],
            Earlier = [.. item.Objects("earlier").Select(earlier => ReadEarlier(earlier, errors))],
        };
        var isUsable = errors.Count == before;
        item.Close();
        if (path is not null && !LockDocument.IsPlainPath(path) && !LockDocument.IsAddress(path))
        {
            errors.Add(new TextError(
                item.PositionOf("path"), "\"path\" must be relative to the lock file, with '/', without \"..\", or a https: or hf: address"));
            return null;
        }

        return isUsable ? pin : null;
    }

    /// <summary>A digest as lower-case hex digits, or null if absent or wrong.</summary>
    public static string? Digest(JsonShape item, string name, int digits, List<TextError> errors, bool required = false)
    {
        var text = item.Text(name, required);
        if (text is null || IsHex(text, digits))
        {
            return text;
        }

        errors.Add(new TextError(item.PositionOf(name), $"\"{name}\" must be {digits} lower-case hex digits"));
        return null;
    }

    private static string Sha256(JsonShape item, List<TextError> errors) => Digest(item, "sha256", 64, errors, required: true) ?? "";

    private static PinDigests? ReadDigests(JsonShape item, List<TextError> errors)
    {
        if (item.Object("digests") is not { } digests)
        {
            return null;
        }

        var read = new PinDigests(Digest(digests, "sha512", 128, errors), Digest(digests, "blake3", 64, errors), Digest(digests, "git", 40, errors));
        digests.Close();
        return read;
    }

    private static PinSignature? ReadSignature(JsonShape item, List<TextError> errors)
    {
        if (item.Object("signature") is not { } signature)
        {
            return null;
        }

        var bundle = FileBeside(signature, "bundle", errors, required: true);
        var read = new PinSignature(bundle ?? "", Filled(signature, "identity", errors));
        signature.Close();
        return read;
    }

    private static string? FileBeside(JsonShape item, string name, List<TextError> errors, bool required = false)
    {
        var path = item.Text(name, required);
        if (path is not null && !LockDocument.IsPlainPath(path))
        {
            errors.Add(new TextError(item.PositionOf(name), $"\"{name}\" must be a path relative to the lock file, with '/' and without \"..\""));
        }

        return path;
    }

    private static List<string> ReadAccepts(JsonShape item, List<TextError> errors)
    {
        var names = new List<string>();
        foreach (var accepted in item.Texts("accepts"))
        {
            if (names.Contains(accepted.Text))
            {
                errors.Add(new TextError(accepted.Position, $"\"{accepted.Text}\" is accepted twice"));
            }

            names.Add(accepted.Text);
        }

        return names;
    }

    private static Approval ReadApproval(JsonShape item, List<TextError> errors)
    {
        var environment = Filled(item, "environment", errors, required: true);
        var sha256 = Sha256(item, errors);
        var by = Filled(item, "by", errors, required: true);
        var at = Time(item, errors);
        var reason = Filled(item, "reason", errors, required: true);
        item.Close();
        return new Approval(environment ?? "", sha256, by ?? "", at, reason ?? "");
    }

    private static EarlierPin ReadEarlier(JsonShape item, List<TextError> errors)
    {
        var earlier = new EarlierPin(Sha256(item, errors), item.Count("size"), item.Text("source"), item.Text("format"), item.Text("licence"));
        item.Close();
        return earlier;
    }

    internal static string? Filled(JsonShape item, string name, List<TextError> errors, bool required = false)
    {
        var text = item.Text(name, required);
        if (text is not null && text.Trim().Length == 0)
        {
            errors.Add(new TextError(item.PositionOf(name), $"\"{name}\" must not be empty"));
        }

        return text;
    }

    internal static DateTime Time(JsonShape item, List<TextError> errors)
    {
        var text = item.Text("at", required: true);
        if (DateTime.TryParseExact(
            text, LockDocument.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        if (text is not null)
        {
            errors.Add(new TextError(item.PositionOf("at"), $"\"at\" must be a time as 2026-11-23T10:00:00Z, not \"{text}\""));
        }

        return default;
    }

    private static bool IsHex(string text, int digits) => text.Length == digits && text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
