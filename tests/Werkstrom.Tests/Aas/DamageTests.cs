using System.Text;
using Werkstrom.Aas;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Xml;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Tests.Aas;

/// <summary>Whatever the bytes are, reading gives an answer.</summary>
public sealed class DamageTests
{
    static readonly byte[] Json = AasText.Utf8("""
        {'assetAdministrationShells':[{'modelType':'AssetAdministrationShell','id':'urn:a','assetInformation':{'assetKind':'Instance','specificAssetIds':
        [{'name':'n','value':'v\u00e4'}]}}],'submodels':[{'modelType':'Submodel','id':'urn:s','kind':'Template','semanticId':{'type':'ExternalReference','keys':
        [{'type':'GlobalReference','value':'x'}]},'submodelElements':[{'modelType':'Range','idShort':'r','valueType':'xs:int','min':'1'},
        {'modelType':'SubmodelElementList','idShort':'l','orderRelevant':true,'typeValueListElement':'Blob','value':[{'modelType':'Blob','contentType':'a/b','value':'AQI='}]}]}]}
        """);

    [Fact]
    public void Damaged_JSON_gives_an_answer()
    {
        Assert.True(AasJson.Read<Environment>(Json).Conforms);
        foreach (var damaged in Damaged(Json))
        {
            var reading = AasJson.Read<Environment>(damaged, ReadOptions.Tolerant);
            if (reading.Value is { } value)
                Assert.NotEmpty(AasJson.Write(value));
        }
    }

    [Fact]
    public void Damaged_XML_gives_an_answer()
    {
        foreach (var damaged in Damaged(AasXml.Write(AasJson.Read<Environment>(Json).Value!)))
            Assert.NotNull(AasXml.Read<Environment>(damaged, ReadOptions.Tolerant).Faults);
    }

    /// <summary>Every class, read from every other's text: wrong types everywhere.</summary>
    [Fact]
    public void Texts_of_other_classes_give_an_answer()
    {
        foreach (var json in (string[])["{}", "[]", "null", "1", "'a'", "{'modelType':1}", "{'modelType':null}", "{'':{}}", @"{'\ud800':1}", @"{'modelType':'\udc00'}"])
        {
            Assert.NotNull(AasText.Read<Environment>(json).Faults);
            Assert.NotEmpty(AasText.Read<ISubmodelElement>(json).Faults);
            Assert.NotEmpty(AasText.Read<Reference>(json).Faults);
        }
    }

    static IEnumerable<byte[]> Damaged(byte[] bytes)
    {
        var random = new Random(11);
        for (var i = 0; i < bytes.Length; i++)
        {
            yield return bytes[..i];
            var changed = (byte[])bytes.Clone();
            changed[i] = (byte)random.Next(256);
            yield return changed;
            var quoted = (byte[])bytes.Clone();
            quoted[i] = Encoding.ASCII.GetBytes("\"{}[],:<>/&0")[random.Next(12)];
            yield return quoted;
        }
    }
}
