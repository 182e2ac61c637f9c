using System.Text;
using Werkstrom.Aas;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Tests.Aas;

/// <summary>JSON as the schema asks for it, all faults at once, whatever the text is.</summary>
public sealed class JsonTests
{
    [Fact]
    public void All_faults_are_told_at_once_each_with_its_path()
    {
        var faults = AasText.Faults("Submodel", """
            {'modelType':'Submodel','kind':'Sample','Id':'urn:s','description':null,'displayName':[],'submodelElements':[
              {'modelType':'Property','idShort':'p','valueType':'xs:int','value':12,'value':'x'},
              {'modelType':'Machine','idShort':'m'},
              {'idShort':'n'},
              'text']}
            """);

        Assert.Equal(
            [
                "kind: schema: 'Sample' is no literal of ModellingKind: Template, Instance",
                "schema: Submodel has no attribute 'Id'",
                "description: schema: is null; leave it out instead",
                "displayName: schema: is an empty list; leave it out or give it at least one item",
                "submodelElements[0].value: schema: must be a text, not a number",
                "submodelElements[0].value: schema: stands twice",
                "submodelElements[1].modelType: schema: 'Machine' is no SubmodelElement: RelationshipElement, AnnotatedRelationshipElement, SubmodelElementCollection, "
                    + "SubmodelElementList, Entity, BasicEventElement, Operation, Capability, Property, MultiLanguageProperty, Range, ReferenceElement, Blob, File",
                "submodelElements[2].modelType: schema: is required and missing",
                "submodelElements[3]: schema: must be an object (SubmodelElement), not a text",
                "id: schema: is required and missing",
            ],
            faults.Select(f => f.ToString()));
    }

    [Theory]
    [InlineData("", "is no JSON at line 1, byte 1")]
    [InlineData("{'id':", "is no JSON at line 1, byte 7")]
    [InlineData("{'id':'a',}", "is no JSON at line 1, byte 11")]
    [InlineData("{}{}", "is no JSON at line 1, byte 3")]
    [InlineData("// remark\n{}", "is no JSON at line 1, byte 1")]
    public void What_is_no_JSON_is_told_with_its_place(string json, string message)
    {
        var fault = Assert.Single(AasText.Faults("Environment", json));

        Assert.Equal(("", "json"), (fault.Path, fault.Rule));
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_told() =>
        Assert.Equal("json: is not UTF-8", Assert.Single(AasJson.Read<Environment>(new byte[] { (byte)'"', 0xff, (byte)'"' }).Faults).ToString());

    [Fact]
    public void A_byte_order_mark_is_no_fault() => Assert.True(AasJson.Read<Environment>((byte[])[0xef, 0xbb, 0xbf, (byte)'{', (byte)'}']).Conforms);

    [Fact]
    public void Half_of_a_surrogate_pair_is_told() =>
        Assert.Equal("idShort: schema: holds half of a surrogate pair", AasText.Faults("Element", @"{'modelType':'Capability','idShort':'\ud800'}")[0].ToString());

    [Theory]
    [InlineData(127, "")]
    [InlineData(129, "json: is nested deeper than 128 levels at line 1, byte 129")]
    [InlineData(100_000, "json: is nested deeper than 128 levels at line 1, byte 129")]
    public void Depth_is_limited(int depth, string expected)
    {
        var faults = AasText.Faults("Environment", new string('[', depth) + new string(']', depth));

        Assert.Equal(expected.Length > 0 ? expected : "schema: must be an object (Environment), not a list", Assert.Single(faults).ToString());
    }

    [Fact]
    public void Size_is_limited()
    {
        var reading = AasJson.Read<Environment>(Encoding.UTF8.GetBytes("{}      "), new() { MostBytes = 7 });

        Assert.Equal("json: has 8 bytes; at most 7 are read", Assert.Single(reading.Faults).ToString());
    }

    [Fact]
    public void A_huge_name_is_told_without_being_repeated()
    {
        var fault = Assert.Single(AasText.Faults("Element", $"{{'modelType':'Capability','idShort':'{new string('a', 1 << 20)}'}}"));

        Assert.Equal(("idShort", "schema"), (fault.Path, fault.Rule));
        Assert.StartsWith("has 1,048,576 characters; at most 128 are allowed: 'aaaa", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.Message.Length < 200);
    }

    [Fact]
    public void Lengths_are_counted_in_characters() =>
        Assert.Empty(AasText.Faults("Concept", $"{{'modelType':'ConceptDescription','id':'{string.Concat(Enumerable.Repeat("😀", 2000))}'}}"));

    [Fact]
    public void Only_the_first_thousand_faults_are_told()
    {
        var keys = string.Join(',', Enumerable.Repeat("{'type':'Nothing','value':'v'}", 3000));

        var faults = AasText.Faults("Reference", $"{{'type':'ExternalReference','keys':[{keys}]}}");

        Assert.Equal(1001, faults.Count);
        Assert.Equal("more than 1000 faults; the others are not told", faults[^1].Message);
    }

    [Fact]
    public void Tolerant_reading_keeps_what_has_a_place_and_tells_the_rest()
    {
        var reading = AasText.Read<Submodel>("""
            {'modelType':'Submodel','id':'urn:s','colour':'red','submodelElements':[
              {'modelType':'Property','idShort':'p','valueType':'xs:int','value':'x'},
              {'modelType':'File','idShort':'f'},
              {'modelType':'Capability','idShort':'c'}]}
            """, ReadOptions.Tolerant);

        Assert.Equal(["p", "c"], reading.Value!.SubmodelElements!.Select(e => e.IdShort!));
        Assert.Equal("x", ((Property)reading.Value.SubmodelElements![0]).Value);
        Assert.Equal(
            ["schema: Submodel has no attribute 'colour'", "submodelElements[0].value: value: 'x' is no xs:int", "submodelElements[1].contentType: schema: is required and missing"],
            reading.Faults.Select(f => f.ToString()));
        Assert.Null(AasText.Read<Submodel>("{'modelType':'Submodel','id':'urn:s','colour':'red'}").Value);
    }

    [Fact]
    public void A_language_that_stands_twice_is_a_remark_and_no_fault()
    {
        var reading = AasText.Read<ISubmodelElement>(
            "{'modelType':'Capability','idShort':'c','description':[{'language':'en','text':'a'},{'language':'en','text':'b'}]}");

        Assert.True(reading.Conforms);
        Assert.Equal("description[1].language: language: the language 'en' stands twice", Assert.Single(reading.Remarks).ToString());
    }

    [Fact]
    public void What_is_made_in_code_is_checked_like_what_is_read()
    {
        var submodel = new Submodel { Id = "", SubmodelElements = [new Property { ValueType = DataTypeDefXsd.Double, Value = "1,5" }, new SubmodelElementCollection { IdShort = "c", Value = [] }] };

        Assert.Equal(
            ["id: schema", "submodelElements[0].value: value", "submodelElements[1].value: schema", "submodelElements[0]: AASd-117"],
            AasRules.Check(submodel).Select(f => $"{f.Path}: {f.Rule}"));
    }

    [Fact]
    public void The_same_object_gives_the_same_bytes_in_the_order_of_the_specification() =>
        Assert.Equal(
            """{"modelType":"Property","idShort":"speed","description":[{"language":"de","text":"Drehzahl ü"}],"valueType":"xs:double","value":"1.5"}""",
            Encoding.UTF8.GetString(AasJson.Write(new Property
            {
                Value = "1.5",
                ValueType = DataTypeDefXsd.Double,
                Description = [new() { Language = "de", Text = "Drehzahl ü" }],
                IdShort = "speed",
            })));
}
