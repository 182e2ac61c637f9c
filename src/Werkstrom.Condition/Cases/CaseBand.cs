using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Signals;
using Werkstrom.Ui.Parts;

namespace Werkstrom.Condition.Cases;

/// <summary>What was usual of a signal, as a band on its chart: from the least to the greatest that is no news.</summary>
static class CaseBand
{
    /// <summary>The band that a finding knows; null where it compares no values.</summary>
    public static ChartBand? Of(Signal signal, Finding finding, Rates rates)
    {
        if (signal.Kind == SignalKind.State || rates.Has(signal))
            return null;
        if (finding is { SignalId: { } id, Kind: FindingKind.Peak or FindingKind.Lasting or FindingKind.Shift, Usual: { } usual, Furthest: > 0 and var furthest } && id == signal.Id)
            return new(usual - furthest, usual + furthest);
        return finding.Parts.FirstOrDefault(p => p.SignalId == signal.Id) is { Usual: { } of, Value: { } value, Deviation: not 0 and var times }
            ? Around(of, 3 * Math.Abs((value - of) / times)) : null;
    }

    static ChartBand? Around(double usual, double scatter) => double.IsFinite(scatter) && scatter > 0 ? new(usual - scatter, usual + scatter) : null;
}
