using System.Globalization;
using System.Text;
using Werkstrom.Twins.Import;

namespace Werkstrom.Tests.Twins;

/// <summary>Faults of files are said in the language of the page, without words of the program's own workings.</summary>
public sealed class FaultWordsTests
{
    [Theory]
    [InlineData("submodels[0].idShort: schema: is required and missing", "submodels[0].idShort: schema: ist nötig und fehlt")]
    [InlineData("a.json: submodels[0]: AASd-022: the idShort 'A: b' stands twice in its name space", "a.json: submodels[0]: AASd-022: der idShort 'A: b' steht in seinem Namensraum doppelt")]
    [InlineData("schema: has 129 characters; at most 128 are allowed: 'x'", "schema: hat 129 Zeichen; erlaubt sind höchstens 128: 'x'")]
    [InlineData("a[0].description[1]: language: was joined with the earlier one of language en", "a[0].description[1]: language: wurde mit dem früheren Text der Sprache en verbunden")]
    [InlineData("schema: something that nobody knows", "schema: something that nobody knows")]
    [InlineData("free text", "free text")]
    public void A_known_sentence_is_said_again(string fault, string said)
    {
        Assert.Equal(said, FaultWords.In(fault, CultureInfo.GetCultureInfo("de")));
        Assert.Equal(fault, FaultWords.In(fault, CultureInfo.GetCultureInfo("en")));
    }

    [Theory]
    [InlineData("mill.json", "", "json: ist kein JSON, Zeile 1, Byte 1: Es endet, bevor es vollständig ist")]
    [InlineData("mill.json", "{\"submodels\":", "json: ist kein JSON, Zeile 1, Byte 14: Es endet, bevor es vollständig ist")]
    [InlineData("mill.aasx", "no package", "aasx: ist kein ZIP-Archiv oder ein beschädigtes")]
    public void What_a_file_is_not_is_said_in_plain_words(string name, string content, string said)
    {
        using MemoryStream file = new(Encoding.UTF8.GetBytes(content));
        Assert.Equal(said, FaultWords.In(ImportReader.Read(file, name).Faults[0].ToString(), CultureInfo.GetCultureInfo("de")));
    }
}
