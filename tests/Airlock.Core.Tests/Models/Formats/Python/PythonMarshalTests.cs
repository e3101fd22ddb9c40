using Airlock.Core.Models.Formats;
using CsCheck;

namespace Airlock.Core.Tests.Models.Formats;

public sealed class PythonMarshalTests
{
    // lambda x: __import__("os").system("id") or x, marshalled by each version of Python.
    internal const string Evil27 = "YwEAAAABAAAAAgAAAEMAAQBzGQAAAHQAAGQBAIMBAGoBAGQCAIMBAHAYAHwAAFMoAwAAAE50AgAAAG9zdAIAAABpZCgCAAAAdAoAAABfX2ltcG9ydF9fdAYAAABzeXN0ZW0oAQAAAHQBAAAAeCgAAAAAKAAAAABzCAAAADxzdHJpbmc+dAgAAAA8bGFtYmRhPgEAAAB0AAAAAA==";
    internal const string Evil36 = "4wEAAAAAAAAAAQAAAAIAAABDAAAAcxIAAAB0AGQBgwFqAWQCgwFwEHwAUwApA07aAm9z2gJpZCkC2gpfX2ltcG9ydF9f2gZzeXN0ZW0pAdoBeKkAcgYAAADaCDxzdHJpbmc+2gg8bGFtYmRhPgEAAABzAAAAAA==";
    internal const string Evil38 = "4wEAAAAAAAAAAAAAAAEAAAADAAAAQwAAAHMSAAAAdABkAYMBoAFkAqEBcBB8AFMAKQNO2gJvc9oCaWQpAtoKX19pbXBvcnRfX9oGc3lzdGVtKQHaAXipAHIGAAAA2gg8c3RyaW5nPtoIPGxhbWJkYT4BAAAA8wAAAAA=";
    internal const string Evil310 = "4wEAAAAAAAAAAAAAAAEAAAADAAAAQwAAAHMSAAAAdABkAYMBoAFkAqEBcAh8AFMAKQNO2gJvc9oCaWQpAtoKX19pbXBvcnRfX9oGc3lzdGVtKQHaAXipAHIGAAAA2gg8c3RyaW5nPtoIPGxhbWJkYT4BAAAAcwIAAAASAA==";
    internal const string Evil311 = "4wEAAAAAAAAAAAAAAAMAAAADAAAA80oAAACXAHQBAAAAAAAAAAAAAGQBpgEAAKsBAAAAAAAAAACgAQAAAAAAAAAAAAAAAAAAAAAAAAAAZAKmAQAAqwEAAAAAAAAAAHABfABTACkDTtoCb3PaAmlkKQLaCl9faW1wb3J0X1/aBnN5c3RlbSkB2gF4cwEAAAAg+gg8c3RyaW5nPvoIPGxhbWJkYT5yCAAAAAEAAABzIQAAAIAAjSqQVNEKGtQKGtcKIdIKIaAk0Qon1Aon0AosqDGAAPMAAAAA";
    internal const string Evil313 = "4wEAAAAAAAAAAAAAAAMAAAADAAAA80gAAACVAFsBAAAAAAAAAABTATUBAAAAAAAAUgMAAAAAAAAAAAAAAAAAAAAAAABTAjUBAAAAAAAAPQEoAAAAAAAAAGQCAAAgAFUAJAApA07aAm9z2gJpZCkC2gpfX2ltcG9ydF9f2gZzeXN0ZW0pAdoBeHMBAAAAINoIPHN0cmluZz7aCDxsYW1iZGE+cggAAAABAAAAcxwAAACAAIwqkFTTChrXCiHRCiGgJNMKJ9cKLKgx0Aos8wAAAAA=";

    // lambda x: [__import__("subprocess").run(y) for y in ["id"]], where a code object is a constant of another.
    private const string Nested =
        "YwEAAAAAAAAAAAAAAAIAAAADAAAA8xoAAACXAGQBhABkAkQApgAAAKsAAAAAAAAAAABTACkDTmMBAAAAAAAAAAAAAAAFAAAAEwAAAPNSAAAAlwBnAHwAXSR9AXQBAAAAAAAAAAAAAGQApgEAAKsBAAAAAAAAAACgAQAAAAAA" +
        "AAAAAAAAAAAAAAAAAAAAfAGmAQAAqwEAAAAAAAAAAJECjCVTACkB2gpzdWJwcm9jZXNzKQLaCl9faW1wb3J0X1/aA3J1bikC2gIuMNoBeXMCAAAAICD6CDxzdHJpbmc++go8bGlzdGNvbXA+ehw8bGFtYmRhPi48bG9jYWxz" +
        "Pi48bGlzdGNvbXA+AQAAAHMuAAAAgADQCjvQCjvQCjuocY06kGzRCyPUCyPXCyfSCyeoAdELKtQLKtAKO9AKO9AKO/MAAAAAKQHaAmlkqQApAdoBeHMBAAAAIHIHAAAA+gg8bGFtYmRhPnINAAAAAQAAAHMVAAAAgADQCjvQ" +
        "CjuwRtAKO9EKO9QKO4AAcgkAAAA=";

    [Theory]
    [InlineData(Evil27)]
    [InlineData(Evil36)]
    [InlineData(Evil38)]
    [InlineData(Evil310)]
    [InlineData(Evil311)]
    [InlineData(Evil313)]
    public void Names_of_every_version_are_read(string bytecode)
    {
        var code = PythonMarshal.Read(Convert.FromBase64String(bytecode));
        Assert.True(code.IsComplete);
        Assert.Equal(["__import__", "system"], code.Names.Order());
        Assert.Contains("os", code.Texts);
    }

    [Fact]
    public void Names_of_inner_code_are_read()
    {
        var code = PythonMarshal.Read(Convert.FromBase64String(Nested));
        Assert.True(code.IsComplete);
        Assert.Contains("run", code.Names);
        Assert.Contains("subprocess", code.Texts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Yw==")]
    [InlineData("KP///38=")]
    [InlineData("KP////8=")]
    [InlineData("cgAAAAA=")]
    [InlineData("bAAAAIA=")]
    public void What_is_cut_off_or_lies_is_incomplete(string bytes) => Assert.False(PythonMarshal.Read(Convert.FromBase64String(bytes)).IsComplete);

    [Fact]
    public void Deep_lists_end()
    {
        byte[] deep = [.. Enumerable.Repeat((byte[])[(byte)')', 1], 100_000).SelectMany(bytes => bytes)];
        Assert.False(PythonMarshal.Read(deep).IsComplete);
    }

    [Fact]
    public void Any_bytes_are_read_without_failing()
    {
        Gen.Byte.Array[0, 200].Sample(bytes => PythonMarshal.Read(bytes));
        var code = Convert.FromBase64String(Nested);
        Gen.Select(Gen.Int[0, code.Length - 1].Array[1, 6], Gen.Byte.Array[6]).Sample((places, values) =>
        {
            var changed = code.ToArray();
            for (var i = 0; i < places.Length; i++)
            {
                changed[places[i]] = values[i];
            }

            PythonMarshal.Read(changed);
        });
    }
}
