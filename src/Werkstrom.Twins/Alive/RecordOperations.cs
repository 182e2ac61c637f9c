using Werkstrom.Kernel.Assets;
using Werkstrom.Store.Queries;
using Werkstrom.Twins.Operations;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Alive;

/// <summary>The operations of submodels that are made of assets: <c>ReadRecords</c> of the time series is carried out here.</summary>
sealed class RecordOperations(AssetCatalog assets, AliveIds ids, OperationalData data, SampleQueries samples)
{
    /// <summary>Who carries out the operation at a path; null for what is not made of assets, or is no operation.</summary>
    public IOperationMaker? Of(string submodel, ElementPath path) =>
        ids.TrySubmodel(submodel, out var number, out var name) && name == TimeSeries.Name && path.Text == TimeSeries.ReadRecords
        && assets.TryGet(number, out var asset) && asset.Id == number && data.Has(asset) ? new RecordReader(asset, data, samples) : null;
}
