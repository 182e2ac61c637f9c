using System.Text;
using Werkstrom.Aas;
using Werkstrom.Aas.Json;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Tests.Aas;

/// <summary>Values and what their valueId means, where the environment says it; and the name of the data specification.</summary>
public sealed class CodedValueTests
{
    const string Template = "https://admin-shell.io/DataSpecificationTemplates/DataSpecificationIec61360/3/0";
    const string Id = "'valueId':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:red'}]}";

    [Theory]
    [InlineData("{'modelType':'Property','idShort':'p','valueType':'xs:string','value':'RED'," + Id + "}", "")]
    [InlineData("{'modelType':'Property','idShort':'p','valueType':'xs:string','value':'BLUE'," + Id + "}", "submodels[0].submodelElements[0].value: AASd-007")]
    [InlineData("{'modelType':'Property','idShort':'p','valueType':'xs:string','value':'rot'," + "'valueId':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:listed'}]}}", "")]
    [InlineData("{'modelType':'Property','idShort':'p','valueType':'xs:string','value':'gelb'," + "'valueId':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:listed'}]}}", "submodels[0].submodelElements[0].value: AASd-007")]
    [InlineData("{'modelType':'Property','idShort':'p','valueType':'xs:string','value':'BLUE'," + "'valueId':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:unknown'}]}}", "")]
    [InlineData("{'modelType':'Capability','idShort':'p','qualifiers':[{'type':'t','valueType':'xs:string','value':'RED'," + Id + "}]}", "")]
    [InlineData("{'modelType':'Capability','idShort':'p','qualifiers':[{'type':'t','valueType':'xs:string','value':'BLUE'," + Id + "}]}", "submodels[0].submodelElements[0].qualifiers[0].value: AASd-006")]
    public void A_value_is_what_its_valueId_says(string element, string fault)
    {
        var reading = Read(element, Template);

        Assert.Equal(fault, string.Join('|', reading.Faults.Select(f => $"{f.Path}: {f.Rule}")));
        Assert.Empty(reading.Remarks);
    }

    [Theory]
    [InlineData("Red", "")]
    [InlineData("Blue", "submodels[0].submodelElements[0].value[0].text: AASd-012")]
    public void Texts_that_the_concept_calls_otherwise_are_a_remark(string text, string remark)
    {
        var reading = Read($$"""{'modelType':'MultiLanguageProperty','idShort':'p','value':[{'language':'en','text':'{{text}}'},{'language':'fr','text':'x'}],{{Id}}}""", Template);

        Assert.True(reading.Conforms);
        Assert.Equal(remark, string.Join('|', reading.Remarks.Select(f => $"{f.Path}: {f.Rule}")));
    }

    [Theory]
    [InlineData(Template, "")]
    [InlineData("https://admin-shell.io/DataSpecificationTemplates/DataSpecificationIec61360/3", "")]
    [InlineData("urn:other", "AASc-3a-050")]
    public void The_data_specification_has_one_name(string template, string remark) =>
        Assert.Equal(remark, string.Join('|', Read("{'modelType':'Capability','idShort':'p'}", template).Remarks.Select(f => f.Rule).Distinct()));

    static Reading<Environment> Read(string element, string template) => AasJson.Read<Environment>(Encoding.UTF8.GetBytes($$"""
        {'submodels':[{'modelType':'Submodel','id':'urn:s','submodelElements':[{{element}}]}],
        'conceptDescriptions':[{'modelType':'ConceptDescription','id':'urn:red','embeddedDataSpecifications':[{{Content(template, "'value':'RED'")}}]},
        {'modelType':'ConceptDescription','id':'urn:colour','embeddedDataSpecifications':[{{Content(template,
            "'definition':[{'language':'en','text':'a colour'}],'valueList':{'valueReferencePairs':[{'value':'rot','valueId':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:listed'}]}}]}")}}]}]}
        """.Replace('\'', '"')));

    static string Content(string template, string rest) => $$$"""
        {'dataSpecification':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'{{{template}}}'}]},
        'dataSpecificationContent':{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'Red'}],{{{rest}}}}}
        """;
}
