using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Werkstrom.Aas;
using Werkstrom.Tests.Aas;
using Werkstrom.Twins.Import;

namespace Werkstrom.Tests.Twins;

/// <summary>Faults of files are said in the language of the page, without words of the program's own workings.</summary>
public sealed partial class FaultWordsTests
{
    [Theory]
    [InlineData("submodels[0].idShort: schema: is required and missing", "submodels[0].idShort: schema: ist nötig und fehlt")]
    [InlineData("a.json: submodels[0]: AASd-022: the idShort 'A: b' stands twice in its name space", "a.json: submodels[0]: AASd-022: der idShort 'A: b' steht in seinem Namensraum doppelt")]
    [InlineData("schema: has 129 characters; at most 128 are allowed: 'x'", "schema: hat 129 Zeichen; erlaubt sind höchstens 128: 'x'")]
    [InlineData("a[0].description[1]: language: was joined with the earlier one of language en", "a[0].description[1]: language: wurde mit dem früheren Text der Sprache en verbunden")]
    [InlineData("kind: schema: 'Sample' is no literal of ModellingKind: Template, Instance", "kind: schema: 'Sample' steht nicht in der Aufzählung ModellingKind: Template, Instance")]
    [InlineData("a[1]: schema: must be an object (Submodel), not a text", "a[1]: schema: muss ein Objekt (Submodel) sein, nicht ein Text")]
    [InlineData("value[2]: AASd-108: is a Capability in a list of Property", "value[2]: AASd-108: ist ein Capability in einer Liste von Property")]
    [InlineData("source: schema: must be a model reference to an event element", "source: schema: muss ein Modellverweis auf ein Ereigniselement sein")]
    [InlineData("json: is no JSON at line 1, byte 7: '}' is an invalid start of a value.", "json: ist kein JSON, Zeile 1, Byte 7: '}' kann kein Wert sein")]
    [InlineData("There is a submodel with the identifier 'urn:s' already.", "Etwas mit der Kennung 'urn:s' gibt es schon.")]
    [InlineData("schema: something that nobody knows", "schema: something that nobody knows")]
    [InlineData("free text", "free text")]
    public void A_known_sentence_is_said_again(string fault, string said)
    {
        Assert.Equal(said, FaultWords.In(fault, CultureInfo.GetCultureInfo("de")));
        Assert.Equal(fault, FaultWords.In(fault, CultureInfo.GetCultureInfo("en")));
    }

    /// <summary>Nothing of a sentence stays English: not the whole, and not a part of it.</summary>
    [DataFact("aas/corpus")]
    public void No_fault_of_the_published_files_is_said_in_English()
    {
        var faults = AasData.Corpus().Where(f => !AasData.IsExpected(f)).Concat(AasData.Templates())
            .SelectMany(f => AasFile.Read(File.ReadAllBytes(f)) is var read ? read.Faults.Concat(read.Remarks) : [])
            .Concat(GapTests.Cases.SelectMany(c => AasText.Faults((string)c[0], (string)c[1])));

        var said = faults.Select(f => FaultWords.In($"{f.Rule}: {f.Message}", CultureInfo.GetCultureInfo("de"))).Distinct().ToList();

        Assert.True(said.Count > 200, $"only {said.Count} sentences");
        Assert.Empty(said.Where(s => English().IsMatch(Quoted().Replace(s, ""))).Take(40));
    }

    [GeneratedRegex(@"\b(?:is|the|must|not|needs|has|of|be|stands|for|and|or|a|to|than|with|names|holds|text|object|list)\b")]
    private static partial Regex English();

    [GeneratedRegex("'.*?'(?= |;|,|:|\\.|$)", RegexOptions.Singleline)]
    private static partial Regex Quoted();

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
