using System.Globalization;
using System.Text;
using Werkstrom.Aas;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Xml;
using Model = Werkstrom.Aas.Model;
using Environment = Werkstrom.Aas.Model.Environment;
using File = System.IO.File;

namespace Werkstrom.Tests.Aas;

/// <summary>XML of V3.0: the same objects as in JSON, and no document that does harm.</summary>
public sealed class XmlTests
{
    const string Head = "xmlns=\"https://admin-shell.io/aas/3/0\"";

    [DataFact("aas/corpus")]
    public void Every_conforming_file_of_the_corpus_comes_back_through_XML_byte_for_byte()
    {
        foreach (var file in AasData.Corpus().Where(AasData.IsExpected))
        {
            if (AasData.IsEvent(file))
                AssertComesBack<EventPayload>(file, ReadOptions.Strict);
            else
                AssertComesBack<Environment>(file, ReadOptions.Strict);
        }
    }

    [DataFact("aas/templates")]
    public void Every_template_comes_back_through_XML_byte_for_byte() =>
        Assert.All(AasData.Templates(), file => AssertComesBack<Environment>(file, ReadOptions.Tolerant));

    static void AssertComesBack<T>(string file, ReadOptions options) where T : class, IClass
    {
        var json = AasJson.Write(AasJson.Read<T>(File.ReadAllBytes(file), options).Value!);
        var xml = AasXml.Write(AasJson.Read<T>(json, options).Value!);

        var back = AasXml.Read<T>(xml, options);

        Assert.True(back.Value is not null, $"{file}: {string.Join(' ', back.Faults)}");
        Assert.Equal(json, AasJson.Write(back.Value));
        Assert.Equal(xml, AasXml.Write(back.Value));
        Assert.DoesNotContain(back.Faults, r => r.Rule == "order");
    }

    [Fact]
    public void A_submodel_as_the_specification_writes_it_is_read_and_written()
    {
        var xml = """
            <?xml version="1.0" encoding="utf-8"?>
            <submodel xmlns="https://admin-shell.io/aas/3/0">
              <id>urn:s</id>
              <semanticId>
                <type>ExternalReference</type>
                <keys>
                  <key>
                    <type>GlobalReference</type>
                    <value>urn:meaning</value>
                  </key>
                </keys>
              </semanticId>
              <submodelElements>
                <operation>
                  <idShort>start</idShort>
                  <inputVariables>
                    <operationVariable>
                      <value>
                        <property>
                          <idShort>speed</idShort>
                          <valueType>xs:double</valueType>
                          <value>1.5</value>
                        </property>
                      </value>
                    </operationVariable>
                  </inputVariables>
                </operation>
                <submodelElementList>
                  <idShort>list</idShort>
                  <orderRelevant>false</orderRelevant>
                  <typeValueListElement>Blob</typeValueListElement>
                  <value>
                    <blob>
                      <value>AQI=</value>
                      <contentType>application/octet-stream</contentType>
                    </blob>
                  </value>
                </submodelElementList>
              </submodelElements>
            </submodel>
            """;

        var reading = Read<Submodel>(xml);

        Assert.Empty(reading.Faults);
        Assert.Equal("1.5", ((Property)((Model.Operation)reading.Value!.SubmodelElements![0]).InputVariables![0].Value).Value);
        Assert.Equal([1, 2], ((Blob)((SubmodelElementList)reading.Value.SubmodelElements[1]).Value![0]).Value!);
        Assert.Equal(xml.ReplaceLineEndings("\n"), Encoding.UTF8.GetString(AasXml.Write(reading.Value)));
    }

    [Fact]
    public void All_faults_are_told_at_once_each_with_its_path()
    {
        var reading = Read<Submodel>($"""
            <submodel {Head} lang="de">text<colour/><id>urn:s</id><kind>Sample</kind><id>urn:t</id>
              <submodelElements><machine/><property xmlns="urn:other"/>
                <property><idShort>1</idShort><valueType>xs:int</valueType><value><a/></value></property>
                <operation><idShort>o</idShort><inputVariables><operationVariable><value/></operationVariable></inputVariables></operation>
              </submodelElements></submodel>
            """);

        Assert.Equal(
            [
                "schema: has an attribute 'lang'; there are none",
                "schema: 'text': Submodel holds elements, not text",
                "schema: Submodel has no attribute 'colour'",
                "kind: schema: 'Sample' is no literal of ModellingKind: Template, Instance",
                "id: schema: stands twice",
                "submodelElements[0]: schema: the element 'machine' is no SubmodelElement",
                "submodelElements[1]: schema: the element 'property' of name space 'urn:other', not https://admin-shell.io/aas/3/0, is no SubmodelElement",
                "submodelElements[2].idShort: AASd-002: '1' is not letters, digits and underscores, a letter first",
                "submodelElements[2].value: schema: must be a text, without elements in it",
                "submodelElements[3].inputVariables[0].value: schema: holds 0 elements; exactly one SubmodelElement is asked for",
            ],
            reading.Faults.Select(f => f.ToString()));
        Assert.Null(reading.Value);
    }

    [Fact]
    public void Another_order_than_the_schemas_is_a_fault_and_taken_tolerantly()
    {
        var xml = $"<key {Head}><value>urn:a</value><type>GlobalReference</type></key>";

        var reading = Read<Key>(xml);
        Assert.Equal("type: order: must stand before value", Assert.Single(reading.Faults).ToString());
        Assert.Null(reading.Value);
        Assert.Equal(KeyTypes.GlobalReference, AasXml.Read<Key>(Encoding.UTF8.GetBytes(xml), ReadOptions.Tolerant).Value!.Type);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<environment")]
    [InlineData("<environment a='")]
    [InlineData("<!--")]
    [InlineData("<\0e\0/\0>\0")]
    [InlineData("<environment xmlns='https://admin-shell.io/aas/3/0'><submodels></environment>")]
    [InlineData("<environment xmlns='https://admin-shell.io/aas/3/0'/><more/>")]
    [InlineData("<!DOCTYPE environment [<!ENTITY a 'b'>]><environment xmlns='https://admin-shell.io/aas/3/0'/>")]
    [InlineData("<!DOCTYPE environment SYSTEM 'file:///etc/passwd'><environment xmlns='https://admin-shell.io/aas/3/0'/>")]
    [InlineData("<environment xmlns='https://admin-shell.io/aas/3/0'>&a;</environment>")]
    public void What_is_no_XML_or_has_a_document_type_is_refused(string xml) =>
        Assert.Contains("xml", Read<Environment>(xml).Faults.Select(f => f.Rule));

    [Fact]
    public void Depth_is_limited()
    {
        const int depth = 10_000;
        var xml = new StringBuilder($"<submodelElementCollection {Head}>");
        for (var i = 0; i < depth; i++)
            xml.Append("<value><submodelElementCollection>");
        for (var i = 0; i < depth; i++)
            xml.Append("</submodelElementCollection></value>");

        var reading = Read<SubmodelElementCollection>(xml.Append("</submodelElementCollection>").ToString());

        Assert.Equal("xml: is nested deeper than 192 levels at line 1", Assert.Single(reading.Faults).ToString());
    }

    /// <summary>The parser of .NET takes minutes for a million attributes of one element, in whatever its head is hidden.</summary>
    [Theory]
    [InlineData("<submodel ", "/>")]
    [InlineData("<!-- <a b=' --><submodel c='>' ", "/>")]
    [InlineData("<?p <a b=' ?><submodel xmlns='x'><![CDATA[<a b=']]><b ", "/></submodel>")]
    public void Attributes_are_limited(string before, string after)
    {
        var xml = before + string.Join(' ', Enumerable.Range(0, 1_000_000).Select(i => $"a{i}='>'")) + after;

        Assert.Equal("xml: has an element with more than 100 attributes at line 1", Assert.Single(Read<Submodel>(xml).Faults).ToString());
    }

    /// <summary>The deepest that JSON may be, in each way that the metamodel can nest, is no deeper in XML than may be.</summary>
    [Theory]
    [InlineData("{'modelType':'SubmodelElementCollection','idShort':'c','value':[", "]}", 2)]
    [InlineData("{'modelType':'Operation','idShort':'c','inputVariables':[{'value':", "}]}", 3)]
    public void What_JSON_may_nest_XML_may_nest(string open, string close, int levels)
    {
        var count = 120 / levels;
        var json = new StringBuilder().Insert(0, open, count).Append("{'modelType':'Capability','idShort':'c'}");
        for (var i = 0; i < count; i++)
            json.Append(close);
        var value = AasText.Read<ISubmodelElement>(json.ToString()).Value!;

        Assert.True(AasXml.Read<ISubmodelElement>(AasXml.Write(value)).Conforms);
    }

    [Fact]
    public void Every_class_has_an_element_of_its_name() =>
        Assert.All(Metamodel.Classes, c => Assert.Equal(char.ToLower(c.Name[0], CultureInfo.InvariantCulture) + c.Name[1..], c.XmlName));

    static Reading<T> Read<T>(string xml, ReadOptions? options = null) where T : class, IClass => AasXml.Read<T>(Encoding.UTF8.GetBytes(xml), options);
}
