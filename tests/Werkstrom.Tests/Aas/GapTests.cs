using Werkstrom.Aas;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Xml;

namespace Werkstrom.Tests.Aas;

/// <summary>What cannot be read hides no constraint of the object that it stands in, moves no position, and is taken for no absence.</summary>
public sealed class GapTests
{
    /// <summary>The class, its JSON, and every fault as path and rule.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        {
            "Submodel", """
            {'modelType':'Submodel','id':'urn:s','submodelElements':[{'modelType':'Capability','idShort':'a'},5,{'modelType':'Property','idShort':'a'},
            {'modelType':'Machine','idShort':'a'},{'modelType':'Capability'},{'modelType':'Capability','idShort':'a'}]}
            """,
            "submodelElements[1] schema, submodelElements[2].valueType schema, submodelElements[3].modelType schema, submodelElements[4] AASd-117, "
                + "submodelElements[2].idShort AASd-022, submodelElements[5].idShort AASd-022"
        },
        {
            "Submodel", "{'modelType':'Submodel','submodelElements':[{'modelType':'Capability','idShort':'a'},{'modelType':'Capability','idShort':'a'}]}",
            "id schema, submodelElements[1].idShort AASd-022"
        },
        {
            "Submodel", "{'modelType':'Submodel','id':'urn:s','submodelElements':[{'modelType':'Capability','idShort':5}]}",
            "submodelElements[0].idShort schema"
        },
        {
            "Submodel", "{'modelType':'Submodel','id':'urn:s','kind':'Sample','qualifiers':[{'kind':'TemplateQualifier','type':'t','valueType':'xs:int','value':'x'}]}",
            "kind schema, qualifiers[0].value AASd-020"
        },
        {
            "Submodel", "{'modelType':'Submodel','id':'urn:s','kind':null,'qualifiers':[{'kind':'TemplateQualifier','type':'t','valueType':'xs:int'}]}",
            "kind schema, qualifiers[0].kind AASd-119"
        },
        {
            "Element", "{'modelType':'Property','idShort':'p','value':'x','valueType':'xs:whole','category':'C','qualifiers':[{'type':'t','valueType':'xs:int'},{'type':'t'}]}",
            "valueType schema, qualifiers[1].valueType schema, qualifiers[1].type AASd-021, category AASd-090"
        },
        {
            "Element", """
            {'modelType':'Capability','idShort':'p','semanticId':'urn:m','supplementalSemanticIds':[{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:n'}]}]}
            """,
            "semanticId schema"
        },
        { "Administration", "{'version':1,'revision':'2'}", "version schema" },
        { "Element", "{'modelType':'Entity','idShort':'e','entityType':'SelfManagedEntity','globalAssetId':7}", "globalAssetId schema" },
        { "Element", "{'modelType':'Entity','idShort':'e','entityType':'SelfManagedEntity','specificAssetIds':[]}", "specificAssetIds schema, AASd-014" },
        { "Element", "{'modelType':'Entity','idShort':'e','entityType':'CoManagedEntity','specificAssetIds':[{'name':'n'}]}", "specificAssetIds[0].value schema, AASd-014" },
        {
            "Element", """
            {'modelType':'SubmodelElementList','idShort':'l','typeValueListElement':'Property','valueTypeListElement':'xs:int','value':
            [7,{'modelType':'Property','idShort':'x','valueType':'xs:int'},{'modelType':'Capability'},{'modelType':'Property','valueType':'xs:nothing'}]}
            """,
            "value[0] schema, value[3].valueType schema, value[1].idShort AASd-120, value[2] AASd-108"
        },
        {
            "Element", """
            {'modelType':'Operation','idShort':'o','inputVariables':[{'value':{'modelType':'Property','idShort':'v'}},{}],
            'outputVariables':[{'value':{'modelType':'Capability','idShort':'v'}}]}
            """,
            "inputVariables[0].value.valueType schema, inputVariables[1].value schema, outputVariables[0].value AASd-134"
        },
        {
            "Reference", """
            {'type':'ModelReference','keys':[{'type':'Property','value':'a'},{'type':'Engine','value':'b'},{'type':'FragmentReference','value':'c'},{'type':'Submodel','value':'d'}]}
            """,
            "keys[1].type schema, keys[0].type AASd-121, keys[0].type AASd-123, keys[2].type AASd-126, keys[3].type AASd-125"
        },
        { "Reference", "{'keys':[{'type':'Property','value':'a'}]}", "type schema, keys[0].type AASd-121" },
        { "Asset", "{'assetKind':'Instance','globalAssetId':7,'specificAssetIds':[{'name':'globalAssetId','value':'urn:g'}]}", "globalAssetId schema" },
        {
            "Shell", """
            {'modelType':'AssetAdministrationShell','id':'urn:a','submodels':[3,{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:s'}]}]}
            """,
            "submodels[0] schema, assetInformation schema, submodels[1] schema"
        },
        {
            "SpecificAssetId", "{'name':'n','value':'v','externalSubjectId':{'type':'ModelReference','keys':[{'type':'Submodel'}]}}",
            "externalSubjectId.keys[0].value schema, externalSubjectId AASd-133"
        },
        {
            "Iec61360", "{'modelType':'DataSpecificationIec61360','preferredName':[{'text':'n'}],'dataType':'REAL_MEASURE','unit':5,'value':'v','valueList':{}}",
            "preferredName[0].language schema, unit schema, valueList.valueReferencePairs schema, AASc-3a-010"
        },
        {
            "Environment", "{'submodels':[{'modelType':'Submodel','id':'urn:s'},{'modelType':'Submodel'},{'modelType':'Submodel','id':'urn:s'}],'conceptDescriptions':[0]}",
            "submodels[1].id schema, conceptDescriptions[0] schema, submodels[2].id identifier"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Constraints_are_told_beside_what_cannot_be_read(string of, string json, string expected) =>
        Assert.Equal(expected.Split(", "), AasText.Faults(of, json).Select(f => $"{f.Path} {f.Rule}".Trim()));

    [Fact]
    public void XML_tells_the_same()
    {
        var reading = AasXml.Read<Submodel>("""
            <submodel xmlns="https://admin-shell.io/aas/3/0"><submodelElements><capability><idShort>a</idShort></capability><machine/>
            <property><idShort>a</idShort></property><capability><idShort>a</idShort></capability></submodelElements></submodel>
            """u8.ToArray(), ReadOptions.Tolerant);

        Assert.Equal(
            [
                "submodelElements[1] schema", "submodelElements[2].valueType schema", "id schema", "submodelElements[2].idShort AASd-022",
                "submodelElements[3].idShort AASd-022",
            ],
            reading.Faults.Select(f => $"{f.Path} {f.Rule}"));
        Assert.Null(reading.Value);
    }

    /// <summary>What is no whole object is in no value, wherever it stood; its neighbours are.</summary>
    [Fact]
    public void A_tolerant_reading_keeps_whole_objects_only()
    {
        var submodel = AasText.Read<Submodel>("""
            {'modelType':'Submodel','id':'urn:s','semanticId':{'type':'ExternalReference'},'qualifiers':[{'type':'t'}],'submodelElements':[
            {'modelType':'Property','idShort':'p'},7,{'modelType':'Operation','idShort':'o','inputVariables':[{'value':{'modelType':'Property','idShort':'q'}}]}]}
            """, ReadOptions.Tolerant).Value;

        Assert.NotNull(submodel);
        Assert.Null(submodel.SemanticId);
        Assert.Null(submodel.Qualifiers);
        var operation = Assert.IsType<Werkstrom.Aas.Model.Operation>(Assert.Single(submodel.SubmodelElements!));
        Assert.Equal("o", operation.IdShort);
        Assert.Null(operation.InputVariables);
    }

    [Fact]
    public void Broken_items_without_end_leave_their_neighbour()
    {
        var items = string.Join(',', Enumerable.Repeat("0,{'modelType':'Property'}", 100_000));

        var reading = AasText.Read<Submodel>($"{{'modelType':'Submodel','id':'urn:s','submodelElements':[{items},{{'modelType':'Capability','idShort':'a'}}]}}", ReadOptions.Tolerant);

        Assert.Equal(1001, reading.Faults.Count);
        Assert.Equal("a", Assert.Single(reading.Value!.SubmodelElements!).IdShort);
    }
}
