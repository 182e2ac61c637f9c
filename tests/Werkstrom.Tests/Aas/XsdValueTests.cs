using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;

namespace Werkstrom.Tests.Aas;

/// <summary>Lexical forms of XML Schema 1.0, part 2, and the patterns of Part 1; what the published test data do not hold.</summary>
public sealed class XsdValueTests
{
    [Theory]
    [InlineData("xs:int", "2147483647", "2147483648")]
    [InlineData("xs:int", "-2147483648", "-2147483649")]
    [InlineData("xs:unsignedByte", "-0", "-1")]
    [InlineData("xs:unsignedLong", "18446744073709551615", "18446744073709551616")]
    [InlineData("xs:long", "-9223372036854775808", "-9223372036854775809")]
    [InlineData("xs:integer", "+00012", "1.0")]
    [InlineData("xs:positiveInteger", "1", "0")]
    [InlineData("xs:negativeInteger", "-1", "-0")]
    [InlineData("xs:decimal", "-.5", ".")]
    [InlineData("xs:decimal", "5.", "5e1")]
    [InlineData("xs:double", "1e308", "1e309")]
    [InlineData("xs:double", "-INF", "+INF")]
    [InlineData("xs:double", "NaN", "-NaN")]
    [InlineData("xs:float", "3.4e38", "3.5e38")]
    [InlineData("xs:boolean", "1", "TRUE")]
    [InlineData("xs:date", "2000-02-29", "1900-02-29")]
    [InlineData("xs:date", "-0005-02-29Z", "-0004-02-29Z")]
    [InlineData("xs:date", "99999-12-31+14:00", "99999-12-31+14:01")]
    [InlineData("xs:dateTime", "2024-12-31T24:00:00.000Z", "2024-12-31T24:00:01Z")]
    [InlineData("xs:dateTime", "2024-06-30T23:59:59", "2024-06-31T23:59:59")]
    [InlineData("xs:time", "00:00:00-13:59", "00:00-13:59")]
    [InlineData("xs:gMonthDay", "--02-29", "--02-30")]
    [InlineData("xs:gYear", "-12345", "0123x")]
    [InlineData("xs:gYearMonth", "2024-12", "2024-13")]
    [InlineData("xs:gMonth", "--12", "--00")]
    [InlineData("xs:gDay", "---31", "---32")]
    [InlineData("xs:duration", "-P1Y2M3DT4H5M6.7S", "P1YT")]
    [InlineData("xs:duration", "PT0S", "P")]
    [InlineData("xs:hexBinary", "0aFF", "0aF")]
    [InlineData("xs:base64Binary", "AQ==", "AR==")]
    [InlineData("xs:base64Binary", "A Q I=", "A  QI=")]
    [InlineData("xs:anyURI", "https://[2001:db8::1]:8080/ä?q#f", "https://[2001:db8::g]/")]
    [InlineData("xs:anyURI", "\ud840\udc00/a", "\udb40\udc00/a")]
    [InlineData("xs:string", "a\nb", "a\u000bb")]
    public void A_value_is_of_its_type_or_not(string type, string good, string bad)
    {
        Assert.True(Literals.TryParse<DataTypeDefXsd>(type, out var of));

        Assert.True(XsdValues.IsOf(good, of), good);
        Assert.False(XsdValues.IsOf(bad, of), bad);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_no_text() => Assert.False(XsdValues.IsOf("\ud83d", DataTypeDefXsd.String));

    [Fact]
    public void Every_type_refuses_a_text_that_no_type_has()
    {
        Assert.Equal(30, Literals.All<DataTypeDefXsd>().Count);
        Assert.All(Enum.GetValues<DataTypeDefXsd>(), t => Assert.False(XsdValues.IsOf("\u0001<", t), t.ToString()));
    }

    [Theory]
    [InlineData("de", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("de-CH-1996", true)]
    [InlineData("i-klingon", true)]
    [InlineData("x-werk", true)]
    [InlineData("german1", false)]
    [InlineData("de_DE", false)]
    [InlineData("de\n", false)]
    public void Languages_follow_BCP_47(string language, bool expected) => Assert.Equal(expected, Patterns.IsLanguage(language));

    [Theory]
    [InlineData("application/pdf", true)]
    [InlineData("text/plain; charset=\"utf-8\"", true)]
    [InlineData("model/gltf-binary", true)]
    [InlineData("pdf", false)]
    [InlineData("text/plain;charset", false)]
    public void Content_types_follow_RFC_2046(string type, bool expected) => Assert.Equal(expected, Patterns.IsMimeType(type));

    [Theory]
    [InlineData("/aasx/files/manual.pdf", true)]
    [InlineData("file:///C:/manual%20en.pdf", true)]
    [InlineData("https://example.com:8080/a;b?c=d#e", true)]
    [InlineData("manual en.pdf", false)]
    [InlineData("a%2", false)]
    [InlineData("C:\\manual.pdf", false)]
    public void Paths_follow_RFC_2396(string path, bool expected) => Assert.Equal(expected, Patterns.IsUri(path));

    /// <summary>Texts made to let a pattern that backtracks run for years; the test would not end.</summary>
    [Fact]
    public void No_pattern_backtracks()
    {
        var text = new string('a', 50_000);

        Assert.False(Patterns.IsUri(string.Concat(Enumerable.Repeat("a.a-", 20_000)) + " "));
        Assert.False(Patterns.IsLanguage(string.Concat(Enumerable.Repeat("a-", 20_000)) + "!"));
        Assert.False(Patterns.IsMimeType(text + "/" + text + ";" + text + "=\"" + text));
        Assert.False(XsdValues.IsOf("P" + new string('1', 100_000) + "X", DataTypeDefXsd.Duration));
        Assert.False(XsdValues.IsOf(string.Concat(Enumerable.Repeat("a:b@", 20_000)) + " ", DataTypeDefXsd.AnyUri));
    }
}
