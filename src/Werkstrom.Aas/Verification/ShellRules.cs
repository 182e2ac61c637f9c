using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Verification;

/// <summary>Constraints of shells, assets and messages of events.</summary>
static class ShellRules
{
    public static void Check(IClass value, FaultList faults)
    {
        switch (value)
        {
            case AssetAdministrationShell shell:
                CheckShell(shell, faults);
                break;
            case AssetInformation asset:
                CheckAsset(asset, faults);
                break;
            case SpecificAssetId { ExternalSubjectId: { Type: not ReferenceTypes.ExternalReference } subject } when !faults.Lacks(subject, "type"):
                faults.Add("externalSubjectId", "AASd-133", "must be an external reference");
                break;
            case EventPayload message:
                ReferenceRules.CheckTarget("source", message.Source, faults, "an event element", t => t is KeyTypes.EventElement or KeyTypes.BasicEventElement);
                ReferenceRules.CheckTarget("observableReference", message.ObservableReference, faults, "a referable", ReferenceRules.IsReferable);
                break;
        }
    }

    static void CheckShell(AssetAdministrationShell shell, FaultList faults)
    {
        ReferenceRules.CheckTarget("derivedFrom", shell.DerivedFrom, faults, "a shell", t => t == KeyTypes.AssetAdministrationShell);
        for (var i = 0; i < (shell.Submodels?.Count ?? 0); i++)
        {
            if (ReferenceRules.LeadsElsewhere(shell.Submodels![i], t => t == KeyTypes.Submodel, faults))
                faults.Add("submodels", i, "schema", "must be a model reference to a submodel");
        }
    }

    static void CheckAsset(AssetInformation asset, FaultList faults)
    {
        var known = !faults.Lacks(asset, "globalAssetId");
        if (asset is { GlobalAssetId: null, SpecificAssetIds: null } && known && !faults.Lacks(asset, "specificAssetIds"))
            faults.Add("AASd-131", "an asset needs a globalAssetId or specificAssetIds");
        for (var i = 0; i < (asset.SpecificAssetIds?.Count ?? 0); i++)
        {
            var id = asset.SpecificAssetIds![i];
            if (known && string.Equals(id.Name, "globalAssetId", StringComparison.OrdinalIgnoreCase) && id.Value != asset.GlobalAssetId && !faults.Lacks(id, "value"))
                faults.Add("specificAssetIds", i, "value", "AASd-116", "the name globalAssetId is reserved: its value must be that of globalAssetId");
        }
    }
}
