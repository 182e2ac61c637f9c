using System.Security.Cryptography;
using System.Text;
using Werkstrom.Tariff.Index;

namespace Werkstrom.Tests.Tariff.Index;

/// <summary>What is frozen stays as it is, or everybody sees that it does not.</summary>
public sealed class FrozenDayTests
{
    static readonly DateTimeOffset At = new(2024, 10, 26, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Its_bytes_and_its_hash_are_those_of_another_program()
    {
        var day = Day(new(2024, 10, 27), 100);

        Assert.StartsWith(
            """{"basis":"forecast","before":"","day":"2024-10-27","formula":"WGI-1","frozenAt":"2024-10-26T16:00:00Z","inputs":"00","region":"Mühlstadt","values":[50,50,""",
            Encoding.UTF8.GetString(day.Canonical()), StringComparison.Ordinal);
        Assert.Equal("d71344f5b219f6be1c03405809dbb12bfa1083547da577f95b5da175e58fb77a", day.Hash()); // python3: hashlib.sha256 of json.dumps(…, sort_keys=True, ensure_ascii=False, separators=(',', ':'))
    }

    [Fact]
    public void A_chain_that_was_changed_says_where()
    {
        var first = Day(new(2024, 10, 27), 100);
        var second = Day(new(2024, 10, 28), 96) with { Before = first.Hash(), FrozenAt = At.AddDays(1) };
        Assert.Empty(FrozenDay.Faults([first, second]));

        Assert.Contains("2024-10-28: it does not follow the day before", Assert.Single(FrozenDay.Faults([first with { Inputs = "01" }, second])), StringComparison.Ordinal);
        Assert.Contains("the day has 100 quarter-hours, not 96", Assert.Single(Day(new(2024, 10, 27), 96).Faults()), StringComparison.Ordinal);
        Assert.Contains("after the day had begun", Assert.Single((first with { FrozenAt = At.AddHours(6) }).Faults()), StringComparison.Ordinal);
        Assert.Contains("value 0 (101) must be 0 to 100", Assert.Single((first with { Values = [101, .. first.Values.Skip(1)] }).Faults()), StringComparison.Ordinal);
        Assert.Empty(FrozenDay.Faults([first, second with { Day = new(2024, 10, 29) }])); // the 28th had no inputs and was not frozen
        Assert.Contains("2024-10-27 follows 2024-10-27", Assert.Single(FrozenDay.Faults([first, Day(new(2024, 10, 27), 100) with { Before = first.Hash() }])), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_made_afterwards_says_so_in_what_is_signed()
    {
        var day = Day(new(2024, 10, 27), 100) with { FrozenAt = At.AddYears(2), Basis = FrozenBasis.Measured };

        Assert.Empty(day.Faults());
        Assert.StartsWith("""{"basis":"measured",""", Encoding.UTF8.GetString(day.Canonical()), StringComparison.Ordinal);
    }

    [Fact]
    public void Signed_by_a_key_it_is_read_with_that_key_only()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var day = Day(new(2024, 10, 27), 100);

        var jws = day.Sign(key, "2024");

        Assert.Equal(day.Canonical(), Jws.Read(jws, key));
        Assert.Null(Jws.Read(jws, other));
        Assert.Null(Jws.Read(jws.Replace(".", ".A", StringComparison.Ordinal), key));
    }

    [Theory]
    [InlineData("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q", true)]
    [InlineData("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1A", false)]
    [InlineData("", false)]
    public void The_example_of_RFC_7515_A_3_is_read(string signature, bool isGood)
    {
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Bytes("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"), Y = Bytes("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0") },
        });

        var read = Jws.Read(
            $"eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.{signature}", key);

        Assert.Equal(isGood ? "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}" : null, read is null ? null : Encoding.UTF8.GetString(read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("!.!.!")]
    [InlineData("e30.e30.e30")] // no algorithm
    [InlineData("eyJhbGciOiJub25lIn0.e30.")] // alg none
    public void What_is_no_JWS_is_none(string text)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Null(Jws.Read(text, key));
    }

    static FrozenDay Day(DateOnly day, int count) =>
        new("Mühlstadt", day, At, GreenIndex.Formula, "00", "", [.. Enumerable.Repeat((byte)50, count)]);

    static byte[] Bytes(string base64) => System.Buffers.Text.Base64Url.DecodeFromChars(base64);
}
