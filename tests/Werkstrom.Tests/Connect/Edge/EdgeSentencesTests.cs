using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Werkstrom.Connect.Edge;

namespace Werkstrom.Tests.Connect.Edge;

/// <summary>What side-cars say, in the reader's language.</summary>
public sealed class EdgeSentencesTests
{
    [Theory]
    [InlineData("9223372032559810078 is beyond 2^53 and would be rounded", "9223372032559810078 liegt jenseits von ±2^53 und würde gerundet: nicht gespeichert.")]
    [InlineData("an array of 65 values is not stored, 64 at most", "Ein Feld mit 65 Werten wird nicht gespeichert; höchstens 64.")]
    [InlineData("NaN is not stored", "NaN ist kein Messwert: nicht gespeichert.")]
    [InlineData("no connection to modbus server", "Die Verbindung zum Gerät ist verloren; sie wird wieder versucht.")]
    [InlineData("the device refuses it (IllegalDataAddress)", "Das Gerät lehnt es ab (IllegalDataAddress).")]
    [InlineData("Unit 3: the device does not answer", "Gerät 3: Das Gerät antwortet nicht.")]
    [InlineData("Unit 3: something new {0}", "Gerät 3: something new {0}")]
    [InlineData("type ByteString", "Typ ByteString")]
    [InlineData("Werk/Presse/a: not allowed: the token does not reach this topic", "Werk/Presse/a: nicht erlaubt; der Zugangsschlüssel reicht nicht bis zu diesem Topic")]
    [InlineData("something new {0}", "something new {0}")]
    public void A_sentence_is_said_in_german(string said, string german) => Assert.Equal(german, Say("de", said));

    [Fact]
    public void Every_sentence_is_one_of_the_side_cars_and_has_a_text_in_both_languages()
    {
        var edge = Path.Combine(Root(), "edge");
        var source = string.Concat(Directory.EnumerateFiles(edge, "*.ts", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.All(EdgeSentences.Forms, form =>
        {
            if (form.Key != "said.lost") // of the library jsmodbus
                Assert.All(form.Form.Replace("{1}", "{0}", StringComparison.Ordinal).Split("{0}"), part => Assert.Contains(part, source, StringComparison.Ordinal));
            var (english, german) = (Say("en", form.Form), Say("de", form.Form));
            Assert.DoesNotContain("said.", english + german, StringComparison.Ordinal);
            Assert.NotEqual(english, german);
        });
    }

    static string Say(string language, string said)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        return EdgeSentences.Say(services.GetRequiredService<IStringLocalizer<EdgeText>>(), said);
    }

    static string Root([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "..");
}
