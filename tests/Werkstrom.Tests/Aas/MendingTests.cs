using Werkstrom.Aas;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Tests.Aas;

/// <summary>What is taken tolerantly is mended where there is one cure, and what is written then is accepted by others.</summary>
public sealed class MendingTests
{
    [Fact]
    public void What_has_one_cure_is_mended_and_said()
    {
        var value = AasText.Read<Submodel>("""
            {'modelType':'Submodel','id':'urn:s','administration':{'revision':'1'},
             'supplementalSemanticIds':[{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:m'}]}],
             'qualifiers':[{'type':'t','valueType':'xs:int','value':'1'},{'type':'t','valueType':'xs:int','value':'2'}],
             'description':[{'language':'en','text':'a'},{'language':'en','text':'b'},{'language':'en','text':'b'}],
             'submodelElements':[{'modelType':'Capability','idShort':'c'},{'modelType':'Capability','idShort':'c'},{'modelType':'Capability'},
              {'modelType':'SubmodelElementList','idShort':'l','typeValueListElement':'Capability','value':[{'modelType':'Capability','idShort':'x'}]}]}
            """, ReadOptions.Tolerant).Value!;

        var changes = AasMending.Mend(value);

        Assert.Equal(
            [
                "semanticId: AASd-118: the first supplemental semantic id became the main one",
                "qualifiers[1]: AASd-021: was removed, for an earlier one is 't', too",
                "description[1]: language: was joined with the earlier one of language en",
                "description[2]: language: was removed, for the same text stands at the earlier one of language en",
                "submodelElements[1].idShort: AASd-022: 'c' became 'c_2'",
                "submodelElements[2].idShort: AASd-117: became 'Capability_2'",
                "administration.revision: AASd-005: '1' was removed, for there is no version",
                "submodelElements[3].value[0].idShort: AASd-120: 'x' was removed",
            ],
            changes.Select(c => c.ToString()));
        Assert.Empty(AasRules.Check(value));
        Assert.Empty(AasRules.Remarks(value));
        Assert.Equal("a\nb", Assert.Single(value.Description!).Text);
        Assert.Empty(AasMending.Mend(value));
    }

    [Fact]
    public void What_has_no_cure_is_left_and_still_told()
    {
        var value = AasText.Read<ISubmodelElement>("{'modelType':'Property','idShort':'p','valueType':'xs:int','value':'x'}", ReadOptions.Tolerant).Value!;

        Assert.Empty(AasMending.Mend(value));
        Assert.Equal("value: value: 'x' is no xs:int", Assert.Single(AasRules.Check(value)).ToString());
    }

    /// <summary>The reference library of aas-core-works in TypeScript reads and verifies what was written.</summary>
    [DataFact("aas/templates")]
    public async Task All_templates_are_accepted_by_an_independent_library_once_mended()
    {
        var folder = Directory.CreateTempSubdirectory("aas-written").FullName;
        try
        {
            foreach (var file in AasData.Templates())
            {
                var value = AasJson.Read<Environment>(System.IO.File.ReadAllBytes(file), ReadOptions.Tolerant).Value!;
                AasMending.Mend(value);
                Assert.Empty(AasRules.Check(value));
                await System.IO.File.WriteAllBytesAsync(Path.Combine(folder, Path.GetFileName(file)), AasJson.Write(value));
            }

            Assert.Equal("23 files, 0 faults\n", await AasOracle.CheckAsync(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [DataFact("aas/corpus")]
    public async Task What_is_written_of_the_corpus_is_accepted_by_an_independent_library()
    {
        var folder = Directory.CreateTempSubdirectory("aas-written").FullName;
        try
        {
            var files = AasData.Corpus().Where(f => AasData.IsExpected(f) && !AasData.IsEvent(f)).ToList();
            for (var i = 0; i < files.Count; i++)
                await System.IO.File.WriteAllBytesAsync(Path.Combine(folder, $"{i}.json"), AasJson.Write(AasJson.Read<Environment>(await System.IO.File.ReadAllBytesAsync(files[i])).Value!));

            Assert.Equal("1756 files, 0 faults\n", await AasOracle.CheckAsync(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
