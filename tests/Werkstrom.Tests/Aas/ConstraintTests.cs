namespace Werkstrom.Tests.Aas;

/// <summary>Every constraint of Part 1 V3.0: what keeps it is accepted, what breaks it is told with its number and its place, and nothing else is.</summary>
public sealed class ConstraintTests
{
    public static TheoryData<string, string, string, string, string> Cases => new()
    {
        {
            "AASd-002", "Element", "idShort AASd-002",
            "{'modelType':'Capability','idShort':'Motor_1'}",
            "{'modelType':'Capability','idShort':'1st-Motor'}"
        },
        { "AASd-005", "Administration", "revision AASd-005", "{'version':'1','revision':'2'}", "{'revision':'2'}" },
        {
            "AASd-014", "Element", "AASd-014",
            "{'modelType':'Entity','idShort':'a','entityType':'SelfManagedEntity','globalAssetId':'urn:a'}",
            "{'modelType':'Entity','idShort':'a','entityType':'SelfManagedEntity'}"
        },
        {
            "AASd-014", "Element", "AASd-014",
            "{'modelType':'Entity','idShort':'a','entityType':'CoManagedEntity'}",
            "{'modelType':'Entity','idShort':'a','entityType':'CoManagedEntity','globalAssetId':'urn:a'}"
        },
        {
            "AASd-020", "Element", "qualifiers[0].value AASd-020",
            "{'modelType':'Capability','idShort':'a','qualifiers':[{'type':'t','valueType':'xs:int','value':'12'}]}",
            "{'modelType':'Capability','idShort':'a','qualifiers':[{'type':'t','valueType':'xs:int','value':'1.5'}]}"
        },
        {
            "AASd-021", "Element", "qualifiers[1].type AASd-021",
            "{'modelType':'Capability','idShort':'a','qualifiers':[{'type':'t','valueType':'xs:int'},{'type':'u','valueType':'xs:int'}]}",
            "{'modelType':'Capability','idShort':'a','qualifiers':[{'type':'t','valueType':'xs:int'},{'type':'t','valueType':'xs:int'}]}"
        },
        {
            "AASd-022", "Submodel", "submodelElements[1].idShort AASd-022",
            "{'modelType':'Submodel','id':'urn:s','submodelElements':[{'modelType':'Capability','idShort':'a'},{'modelType':'Capability','idShort':'A'}]}",
            "{'modelType':'Submodel','id':'urn:s','submodelElements':[{'modelType':'Capability','idShort':'a'},{'modelType':'Capability','idShort':'a'}]}"
        },
        {
            "AASd-022", "Element", "value[1].idShort AASd-022",
            "{'modelType':'SubmodelElementCollection','idShort':'c','value':[{'modelType':'Capability','idShort':'a'},{'modelType':'Capability','idShort':'b'}]}",
            "{'modelType':'SubmodelElementCollection','idShort':'c','value':[{'modelType':'Capability','idShort':'a'},{'modelType':'Capability','idShort':'a'}]}"
        },
        {
            "AASd-022", "Element", "statements[1].idShort AASd-022",
            "{'modelType':'Entity','idShort':'e','entityType':'CoManagedEntity','statements':[{'modelType':'Capability','idShort':'a'},{'modelType':'Capability','idShort':'b'}]}",
            "{'modelType':'Entity','idShort':'e','entityType':'CoManagedEntity','statements':[{'modelType':'Capability','idShort':'a'},{'modelType':'Capability','idShort':'a'}]}"
        },
        {
            "AASd-077", "Element", "extensions[1].name AASd-077",
            "{'modelType':'Capability','idShort':'a','extensions':[{'name':'x'},{'name':'y'}]}",
            "{'modelType':'Capability','idShort':'a','extensions':[{'name':'x'},{'name':'x'}]}"
        },
        {
            "AASd-090", "Element", "category AASd-090",
            "{'modelType':'Property','idShort':'p','valueType':'xs:int','category':'PARAMETER'}",
            "{'modelType':'Property','idShort':'p','valueType':'xs:int','category':'SETTING'}"
        },
        {
            "AASd-107", "Element", "value[0].semanticId AASd-107",
            "{'modelType':'SubmodelElementList','idShort':'l','typeValueListElement':'Capability','semanticIdListElement':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:1'}]},'value':[{'modelType':'Capability','semanticId':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:1'}]}}]}",
            "{'modelType':'SubmodelElementList','idShort':'l','typeValueListElement':'Capability','semanticIdListElement':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:1'}]},'value':[{'modelType':'Capability','semanticId':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:2'}]}}]}"
        },
        {
            "AASd-108", "Element", "value[0] AASd-108",
            "{'modelType':'SubmodelElementList','idShort':'l','typeValueListElement':'Capability','value':[{'modelType':'Capability'}]}",
            "{'modelType':'SubmodelElementList','idShort':'l','typeValueListElement':'Operation','value':[{'modelType':'Capability'}]}"
        },
        {
            "AASd-109", "Element", "AASd-109",
            "{'modelType':'SubmodelElementList','idShort':'l','typeValueListElement':'Property','valueTypeListElement':'xs:int','value':[{'modelType':'Property','valueType':'xs:int'}]}",
            "{'modelType':'SubmodelElementList','idShort':'l','typeValueListElement':'Property','value':[{'modelType':'Property','valueType':'xs:int'}]}"
        },
        {
            "AASd-109", "Element", "value[0].valueType AASd-109",
            "{'modelType':'SubmodelElementList','idShort':'l','typeValueListElement':'Property','valueTypeListElement':'xs:int','value':[{'modelType':'Property','valueType':'xs:int'}]}",
            "{'modelType':'SubmodelElementList','idShort':'l','typeValueListElement':'Property','valueTypeListElement':'xs:long','value':[{'modelType':'Property','valueType':'xs:int'}]}"
        },
        {
            "AASd-114", "Element", "value[1].semanticId AASd-114",
            "{'modelType':'SubmodelElementList','idShort':'l','typeValueListElement':'Capability','value':[{'modelType':'Capability','semanticId':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:1'}]}},{'modelType':'Capability','semanticId':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:1'}]}}]}",
            "{'modelType':'SubmodelElementList','idShort':'l','typeValueListElement':'Capability','value':[{'modelType':'Capability','semanticId':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:1'}]}},{'modelType':'Capability','semanticId':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:2'}]}}]}"
        },
        {
            "AASd-116", "Asset", "specificAssetIds[0].value AASd-116",
            "{'assetKind':'Instance','globalAssetId':'urn:a','specificAssetIds':[{'name':'globalAssetId','value':'urn:a'}]}",
            "{'assetKind':'Instance','globalAssetId':'urn:a','specificAssetIds':[{'name':'globalAssetId','value':'urn:b'}]}"
        },
        {
            "AASd-117", "Submodel", "submodelElements[0] AASd-117",
            "{'modelType':'Submodel','id':'urn:s','submodelElements':[{'modelType':'Capability','idShort':'a'}]}",
            "{'modelType':'Submodel','id':'urn:s','submodelElements':[{'modelType':'Capability'}]}"
        },
        {
            "AASd-117", "Element", "value[0] AASd-117",
            "{'modelType':'SubmodelElementCollection','idShort':'c','value':[{'modelType':'Capability','idShort':'a'}]}",
            "{'modelType':'SubmodelElementCollection','idShort':'c','value':[{'modelType':'Capability'}]}"
        },
        {
            "AASd-117", "Element", "statements[0] AASd-117",
            "{'modelType':'Entity','idShort':'e','entityType':'CoManagedEntity','statements':[{'modelType':'Capability','idShort':'a'}]}",
            "{'modelType':'Entity','idShort':'e','entityType':'CoManagedEntity','statements':[{'modelType':'Capability'}]}"
        },
        {
            "AASd-117", "Element", "annotations[0] AASd-117",
            "{'modelType':'AnnotatedRelationshipElement','idShort':'r','first':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:1'}]},'second':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:2'}]},'annotations':[{'modelType':'Property','valueType':'xs:int','idShort':'a'}]}",
            "{'modelType':'AnnotatedRelationshipElement','idShort':'r','first':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:1'}]},'second':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:2'}]},'annotations':[{'modelType':'Property','valueType':'xs:int'}]}"
        },
        {
            "AASd-117", "Element", "outputVariables[0].value AASd-117",
            "{'modelType':'Operation','idShort':'o','inputVariables':[{'value':{'modelType':'Capability','idShort':'a'}}],'outputVariables':[{'value':{'modelType':'Capability','idShort':'b'}}]}",
            "{'modelType':'Operation','idShort':'o','inputVariables':[{'value':{'modelType':'Capability','idShort':'a'}}],'outputVariables':[{'value':{'modelType':'Capability'}}]}"
        },
        {
            "AASd-118", "Element", "supplementalSemanticIds AASd-118",
            "{'modelType':'Capability','idShort':'a','semanticId':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:1'}]},'supplementalSemanticIds':[{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:2'}]}]}",
            "{'modelType':'Capability','idShort':'a','supplementalSemanticIds':[{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:2'}]}]}"
        },
        {
            "AASd-119", "Submodel", "qualifiers[0].kind AASd-119",
            "{'modelType':'Submodel','id':'urn:s','kind':'Template','qualifiers':[{'type':'t','valueType':'xs:int','kind':'TemplateQualifier'}]}",
            "{'modelType':'Submodel','id':'urn:s','kind':'Instance','qualifiers':[{'type':'t','valueType':'xs:int','kind':'TemplateQualifier'}]}"
        },
        {
            "AASd-120", "Element", "value[0].idShort AASd-120",
            "{'modelType':'SubmodelElementList','idShort':'l','typeValueListElement':'Capability','value':[{'modelType':'Capability'}]}",
            "{'modelType':'SubmodelElementList','idShort':'l','typeValueListElement':'Capability','value':[{'modelType':'Capability','idShort':'a'}]}"
        },
        {
            "AASd-121", "Reference", "keys[0].type AASd-121, keys[0].type AASd-123",
            "{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:1'}]}",
            "{'type':'ModelReference','keys':[{'type':'Property','value':'a'}]}"
        },
        {
            "AASd-122", "Reference", "keys[0].type AASd-122, keys[0].type AASd-124",
            "{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:1'}]}",
            "{'type':'ExternalReference','keys':[{'type':'Submodel','value':'urn:1'}]}"
        },
        {
            "AASd-123", "Reference", "keys[0].type AASd-123",
            "{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'}]}",
            "{'type':'ModelReference','keys':[{'type':'GlobalReference','value':'urn:s'}]}"
        },
        {
            "AASd-124", "Reference", "keys[1].type AASd-124",
            "{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:1'},{'type':'FragmentReference','value':'#a'}]}",
            "{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:1'},{'type':'Property','value':'a'}]}"
        },
        {
            "AASd-125", "Reference", "keys[1].type AASd-125",
            "{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'Property','value':'a'}]}",
            "{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'Submodel','value':'urn:t'}]}"
        },
        {
            "AASd-126", "Reference", "keys[2].type AASd-126",
            "{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'File','value':'f'},{'type':'FragmentReference','value':'#1'}]}",
            "{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'File','value':'f'},{'type':'FragmentReference','value':'#1'},{'type':'Property','value':'a'}]}"
        },
        {
            "AASd-127", "Reference", "keys[2].type AASd-127",
            "{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'Blob','value':'b'},{'type':'FragmentReference','value':'#1'}]}",
            "{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'Property','value':'p'},{'type':'FragmentReference','value':'#1'}]}"
        },
        {
            "AASd-128", "Reference", "keys[2].value AASd-128",
            "{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'SubmodelElementList','value':'l'},{'type':'Property','value':'0'}]}",
            "{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'SubmodelElementList','value':'l'},{'type':'Property','value':'first'}]}"
        },
        {
            "AASd-129", "Submodel", "submodelElements[0].value[0].qualifiers[0].kind AASd-129",
            "{'modelType':'Submodel','id':'urn:s','kind':'Template','submodelElements':[{'modelType':'SubmodelElementCollection','idShort':'c','value':[{'modelType':'Capability','idShort':'a','qualifiers':[{'type':'t','valueType':'xs:int','kind':'TemplateQualifier'}]}]}]}",
            "{'modelType':'Submodel','id':'urn:s','kind':'Instance','submodelElements':[{'modelType':'SubmodelElementCollection','idShort':'c','value':[{'modelType':'Capability','idShort':'a','qualifiers':[{'type':'t','valueType':'xs:int','kind':'TemplateQualifier'}]}]}]}"
        },
        {
            "AASd-130", "Element", "value AASd-130, value value",
            "{'modelType':'Property','idShort':'p','valueType':'xs:string','value':'a\\tb'}",
            "{'modelType':'Property','idShort':'p','valueType':'xs:string','value':'a\\u0001b'}"
        },
        { "AASd-131", "Asset", "AASd-131", "{'assetKind':'Type','specificAssetIds':[{'name':'serial','value':'1'}]}", "{'assetKind':'Type'}" },
        {
            "AASd-133", "SpecificAssetId", "externalSubjectId AASd-133",
            "{'name':'n','value':'1','externalSubjectId':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:1'}]}}",
            "{'name':'n','value':'1','externalSubjectId':{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'}]}}"
        },
        {
            "AASd-134", "Element", "outputVariables[0].value AASd-134",
            "{'modelType':'Operation','idShort':'o','inputVariables':[{'value':{'modelType':'Capability','idShort':'a'}}],'outputVariables':[{'value':{'modelType':'Capability','idShort':'b'}}]}",
            "{'modelType':'Operation','idShort':'o','inputVariables':[{'value':{'modelType':'Capability','idShort':'a'}}],'outputVariables':[{'value':{'modelType':'Capability','idShort':'a'}}]}"
        },
        {
            "AASc-3a-002", "Iec61360", "preferredName AASc-3a-002",
            "{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en-GB','text':'n'}]}",
            "{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'de','text':'n'}]}"
        },
        {
            "AASc-3a-004", "Concept", "embeddedDataSpecifications[0].dataSpecificationContent AASc-3a-004",
            "{'modelType':'ConceptDescription','id':'urn:c','category':'PROPERTY','embeddedDataSpecifications':[{'dataSpecification':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:d'}]},'dataSpecificationContent':{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'n'}],'definition':[{'language':'en','text':'d'}],'dataType':'DATE'}}]}",
            "{'modelType':'ConceptDescription','id':'urn:c','category':'PROPERTY','embeddedDataSpecifications':[{'dataSpecification':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:d'}]},'dataSpecificationContent':{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'n'}],'definition':[{'language':'en','text':'d'}],'dataType':'BLOB'}}]}"
        },
        {
            "AASc-3a-004", "Concept", "embeddedDataSpecifications[0].dataSpecificationContent AASc-3a-004",
            "{'modelType':'ConceptDescription','id':'urn:c','category':'VALUE','embeddedDataSpecifications':[{'dataSpecification':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:d'}]},'dataSpecificationContent':{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'n'}],'definition':[{'language':'en','text':'d'}],'dataType':'STRING'}}]}",
            "{'modelType':'ConceptDescription','id':'urn:c','category':'VALUE','embeddedDataSpecifications':[{'dataSpecification':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:d'}]},'dataSpecificationContent':{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'n'}],'definition':[{'language':'en','text':'d'}]}}]}"
        },
        {
            "AASc-3a-005", "Concept", "embeddedDataSpecifications[0].dataSpecificationContent AASc-3a-005",
            "{'modelType':'ConceptDescription','id':'urn:c','category':'REFERENCE','embeddedDataSpecifications':[{'dataSpecification':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:d'}]},'dataSpecificationContent':{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'n'}],'definition':[{'language':'en','text':'d'}],'dataType':'IRI'}}]}",
            "{'modelType':'ConceptDescription','id':'urn:c','category':'REFERENCE','embeddedDataSpecifications':[{'dataSpecification':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:d'}]},'dataSpecificationContent':{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'n'}],'definition':[{'language':'en','text':'d'}],'dataType':'DATE'}}]}"
        },
        {
            "AASc-3a-006", "Concept", "embeddedDataSpecifications[0].dataSpecificationContent AASc-3a-006",
            "{'modelType':'ConceptDescription','id':'urn:c','category':'DOCUMENT','embeddedDataSpecifications':[{'dataSpecification':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:d'}]},'dataSpecificationContent':{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'n'}],'definition':[{'language':'en','text':'d'}],'dataType':'FILE'}}]}",
            "{'modelType':'ConceptDescription','id':'urn:c','category':'DOCUMENT','embeddedDataSpecifications':[{'dataSpecification':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:d'}]},'dataSpecificationContent':{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'n'}],'definition':[{'language':'en','text':'d'}],'dataType':'STRING'}}]}"
        },
        {
            "AASc-3a-007", "Concept", "embeddedDataSpecifications[0].dataSpecificationContent AASc-3a-007",
            "{'modelType':'ConceptDescription','id':'urn:c','category':'QUALIFIER_TYPE','embeddedDataSpecifications':[{'dataSpecification':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:d'}]},'dataSpecificationContent':{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'n'}],'definition':[{'language':'en','text':'d'}],'dataType':'BOOLEAN'}}]}",
            "{'modelType':'ConceptDescription','id':'urn:c','category':'QUALIFIER_TYPE','embeddedDataSpecifications':[{'dataSpecification':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:d'}]},'dataSpecificationContent':{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'n'}],'definition':[{'language':'en','text':'d'}]}}]}"
        },
        {
            "AASc-3a-008", "Concept", "embeddedDataSpecifications[0].dataSpecificationContent AASc-3a-008",
            "{'modelType':'ConceptDescription','id':'urn:c','embeddedDataSpecifications':[{'dataSpecification':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:d'}]},'dataSpecificationContent':{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'n'}],'value':'v'}}]}",
            "{'modelType':'ConceptDescription','id':'urn:c','embeddedDataSpecifications':[{'dataSpecification':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:d'}]},'dataSpecificationContent':{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'n'}]}}]}"
        },
        {
            "AASc-3a-009", "Iec61360", "AASc-3a-009",
            "{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'n'}],'dataType':'REAL_MEASURE','unit':'kW'}",
            "{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'n'}],'dataType':'REAL_MEASURE'}"
        },
        {
            "AASc-3a-010", "Iec61360", "AASc-3a-010",
            "{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'n'}],'value':'v'}",
            "{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'en','text':'n'}],'value':'v','valueList':{'valueReferencePairs':[{'value':'w','valueId':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:w'}]}}]}}"
        },
        {
            "schema", "Shell", "submodels[0] schema",
            "{'modelType':'AssetAdministrationShell','id':'urn:a','assetInformation':{'assetKind':'Instance','globalAssetId':'urn:g'},'submodels':[{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'}]}]}",
            "{'modelType':'AssetAdministrationShell','id':'urn:a','assetInformation':{'assetKind':'Instance','globalAssetId':'urn:g'},'submodels':[{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:s'}]}]}"
        },
        {
            "schema", "Shell", "derivedFrom schema",
            "{'modelType':'AssetAdministrationShell','id':'urn:a','assetInformation':{'assetKind':'Instance','globalAssetId':'urn:g'},'derivedFrom':{'type':'ModelReference','keys':[{'type':'AssetAdministrationShell','value':'urn:b'}]}}",
            "{'modelType':'AssetAdministrationShell','id':'urn:a','assetInformation':{'assetKind':'Instance','globalAssetId':'urn:g'},'derivedFrom':{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:b'}]}}"
        },
        {
            "schema", "Element", "observed schema",
            "{'modelType':'BasicEventElement','idShort':'e','observed':{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'}]},'direction':'output','state':'on','maxInterval':'PT1S'}",
            "{'modelType':'BasicEventElement','idShort':'e','observed':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:s'}]},'direction':'output','state':'on','maxInterval':'PT1S'}"
        },
        {
            "schema", "Element", "maxInterval schema",
            "{'modelType':'BasicEventElement','idShort':'e','observed':{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'}]},'direction':'output','state':'on','maxInterval':'PT1S'}",
            "{'modelType':'BasicEventElement','idShort':'e','observed':{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'}]},'direction':'input','state':'on','maxInterval':'PT1S'}"
        },
        {
            "schema", "Event", "source schema",
            "{'source':{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'BasicEventElement','value':'e'}]},'observableReference':{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'BasicEventElement','value':'e'}]},'timeStamp':'2026-03-01T12:00:00Z'}",
            "{'source':{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'Property','value':'e'}]},'observableReference':{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'BasicEventElement','value':'e'}]},'timeStamp':'2026-03-01T12:00:00Z'}"
        },
        {
            "schema", "Event", "observableReference schema",
            "{'source':{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'BasicEventElement','value':'e'}]},'observableReference':{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'BasicEventElement','value':'e'}]},'timeStamp':'2026-03-01T12:00:00Z'}",
            "{'source':{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'BasicEventElement','value':'e'}]},'observableReference':{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'urn:1'}]},'timeStamp':'2026-03-01T12:00:00Z'}"
        },
        {
            "schema", "Event", "timeStamp schema",
            "{'source':{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'BasicEventElement','value':'e'}]},'observableReference':{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'BasicEventElement','value':'e'}]},'timeStamp':'2026-03-01T12:00:00Z'}",
            "{'source':{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'BasicEventElement','value':'e'}]},'observableReference':{'type':'ModelReference','keys':[{'type':'Submodel','value':'urn:s'},{'type':'BasicEventElement','value':'e'}]},'timeStamp':'2026-03-01T12:00:00+01:00'}"
        },
        {
            "identifier", "Environment", "submodels[1].id identifier",
            "{'submodels':[{'modelType':'Submodel','id':'urn:s'},{'modelType':'Submodel','id':'urn:t'}]}",
            "{'submodels':[{'modelType':'Submodel','id':'urn:s'},{'modelType':'Submodel','id':'urn:s'}]}"
        },
        {
            "value", "Element", "value value",
            "{'modelType':'Property','idShort':'p','valueType':'xs:unsignedByte','value':'255'}",
            "{'modelType':'Property','idShort':'p','valueType':'xs:unsignedByte','value':'256'}"
        },
        {
            "value", "Element", "max value",
            "{'modelType':'Range','idShort':'p','valueType':'xs:date','min':'2024-02-29','max':'2024-12-31'}",
            "{'modelType':'Range','idShort':'p','valueType':'xs:date','min':'2024-02-29','max':'2023-02-29'}"
        },
        {
            "value", "Element", "extensions[0].value value",
            "{'modelType':'Capability','idShort':'a','extensions':[{'name':'x','valueType':'xs:boolean','value':'true'}]}",
            "{'modelType':'Capability','idShort':'a','extensions':[{'name':'x','valueType':'xs:boolean','value':'yes'}]}"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_constraint_is_kept_or_told(string rule, string of, string expected, string good, string bad)
    {
        Assert.Contains(rule, expected, StringComparison.Ordinal);
        Assert.Empty(AasText.Faults(of, good));
        Assert.Equal(expected.Split(", "), AasText.Faults(of, bad).Select(f => $"{f.Path} {f.Rule}".Trim()));
    }
}
