namespace Werkstrom.Energy.Desk.Portfolio;

/// <summary>Figures of some months. Each says of what it speaks, and is null where it cannot be said.</summary>
/// <param name="Customers">Supplied at the end.</param>
/// <param name="AtStart">Customers at the start: what churn is measured against.</param>
/// <param name="Begun">New customers.</param>
/// <param name="Lost">Customers who left.</param>
/// <param name="MegawattHours">Energy.</param>
/// <param name="MeasuredShare">What of it is measured, 0 to 1.</param>
/// <param name="Revenue">For energy and base fee, net, €.</param>
/// <param name="Procurement">At the price of the exchange, €.</param>
/// <param name="Margin">Revenue less procurement, of quarter-hours of which both are known, €.</param>
/// <param name="MarginPerMegawattHour">That by the energy of these quarter-hours, €/MWh.</param>
/// <param name="PricedShare">Which part of the energy these quarter-hours are, 0 to 1.</param>
/// <param name="GreenShare">Renewable share of the zone, weighted with the consumption, 0 to 1.</param>
sealed record PortfolioFigures(
    int Customers, int AtStart, int Begun, int Lost, double MegawattHours, double? MeasuredShare, double Revenue, double Procurement, double Margin, double? MarginPerMegawattHour,
    double? PricedShare, double? GreenShare)
{
    const double MicroCents = 1e8; // of a euro

    /// <summary>Lost of those at the start, 0 to 1; null when there were none.</summary>
    public double? Churn => AtStart > 0 ? (double)Lost / AtStart : null;

    /// <summary>Of months in their order.</summary>
    public static PortfolioFigures Of(IReadOnlyList<PortfolioRow> months)
    {
        PortfolioRow sum = new() { MonthDay = 0, Tariff = PortfolioRow.All, Mark = "" };
        foreach (var month in months)
            sum.Add(month);
        var last = months.Count > 0 ? months[^1] : sum;
        // customers at the start: those at the end of the first month, before what came and went in it
        var atStart = months.Count > 0 ? months[0].Customers - months[0].Begun + months[0].Lost : 0;
        var margin = sum.ProcuredRevenue - sum.Procurement;
        return new(
            last.Customers, atStart, months.Sum(m => m.Begun), months.Sum(m => m.Lost), sum.Wh / 1e6, Share(sum.MeasuredWh, sum.Wh), sum.Revenue / MicroCents, sum.Procurement / MicroCents,
            margin / MicroCents, sum.ProcuredWh > 0 ? margin / MicroCents / (sum.ProcuredWh / 1e6) : null, Share(sum.ProcuredWh, sum.Wh), Share(sum.GreenWh, sum.SharedWh));
    }

    static double? Share(long part, long whole) => whole > 0 ? (double)part / whole : null;
}
