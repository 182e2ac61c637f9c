using System.Globalization;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Twins.Alive;

/// <summary>IDTA 02008-1-1 of an asset: one record of all its signals, for each signal a segment that is linked to where its samples are read, and the operation that reads them as records.</summary>
sealed class TimeSeries(AliveIds ids, PublicAddress address)
{
    public const string Name = "TimeSeries";

    public const string Meaning = "https://admin-shell.io/idta/TimeSeries/1/1";

    /// <summary>The operation, and what comes out of it.</summary>
    public const string ReadRecords = "ReadRecords", Records = "Records";

    public const string Base = "https://admin-shell.io/idta/TimeSeries/";

    public List<ISubmodelElement> Elements(Asset asset, IReadOnlyList<(Signal Signal, Property Bare)> signals) =>
    [
        Parts.Group("Metadata", Base + "Metadata/1/1",
        [
            Parts.Text("Name", Base + "Metadata/Name/1/1", asset.Label, ids.Language),
            Parts.Text("Description", Base + "Metadata/Description/1/1", asset.Path, ids.Language),
            Parts.Group("Record", Base + "Record/1/1",
                signals.Select(s => (ISubmodelElement)s.Bare).Prepend(Parts.Value("Time", Base + "UtcTime/1/1", DataTypeDefXsd.DateTime, null))),
        ]),
        Parts.Group("Segments", Base + "Segments/1/1", signals.Select(s => Segment(s.Signal, s.Bare.IdShort!))),
        new Operation
        {
            IdShort = ReadRecords,
            SemanticId = Parts.External(Base + "ReadRecords/1/1"),
            InputVariables = [new() { Value = new Aas.Model.Range { IdShort = "Timespan", SemanticId = Parts.External(Base + "Timespan/1/1"), ValueType = DataTypeDefXsd.DateTime } }],
            OutputVariables = [new() { Value = Parts.Group(Records, Base + "Records/1/1", []) }],
        },
    ];

    SubmodelElementCollection Segment(Signal signal, string idShort) => Parts.Group("LinkedSegment_" + idShort, Base + "Segments/LinkedSegment/1/1", Linked(signal));

    IEnumerable<ISubmodelElement> Linked(Signal signal)
    {
        yield return Parts.Text("Name", Base + "Segment/Name/1/1", signal.Label, ids.Language);
        yield return Parts.Value("State", Base + "Segment/State/1/1", DataTypeDefXsd.String, "in progress");
        if (signal.ExpectedInterval is { } interval && interval >= TimeSpan.FromMilliseconds(1))
            yield return Parts.Value("SamplingInterval", Base + "Segment/SamplingInterval/1/1", DataTypeDefXsd.Long, ((long)interval.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        var path = string.Create(CultureInfo.InvariantCulture, $"/api/signals/{signal.Id}/samples");
        yield return Parts.Value("Endpoint", Base + "Endpoint/1/1", DataTypeDefXsd.String, address.Of(path, null));
        yield return Parts.Value("Query", Base + "Query/1/1", DataTypeDefXsd.String, "from=1970-01-01T00:00:00Z&to=2100-01-01T00:00:00Z");
    }
}
