using Werkstrom.Energy.Meters.Files;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Mscons;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters.Taking;

/// <summary>How a taking went.</summary>
/// <param name="Points">Delivery points in it.</param>
/// <param name="Values">Quarter-hours that were read.</param>
/// <param name="Changed">Quarter-hours that have another value now.</param>
/// <param name="Refused">Quarter-hours where what was there is better or newer.</param>
/// <param name="Reasons">What could not be taken, and why.</param>
/// <param name="Letter">Number under which the text waits; null: all was taken.</param>
sealed record Intake(int Points, long Values, int Changed, int Refused, IReadOnlyList<string> Reasons, long? Letter);

/// <summary>Takes messages of the market (MSCONS). What can be taken is taken at once; the rest is kept with its reasons and can be taken again.</summary>
sealed class MeterIntake(MeterStore store, MeterPoints points, MeterLetters letters, MeterDesk desk, TimeProvider clock)
{
    const int TestElement = 10; // UNB 0035

    /// <summary>Takes an interchange. Sent again, or after a newer one, it changes nothing that is right.</summary>
    /// <param name="text">The interchange.</param>
    /// <param name="name">Its file, for people.</param>
    public async Task<Intake> MsconsAsync(byte[] text, string name, CancellationToken stop)
    {
        var (intake, sender) = await TakeAsync(text, name, stop);
        if (intake.Reasons.Count == 0)
            return intake;
        var letter = await letters.KeepAsync(text, name, sender, intake.Reasons, intake.Changed, null, stop);
        return intake with { Letter = letter.Id };
    }

    /// <summary>Takes a letter again, for example when its delivery point is known meanwhile; null when it is gone.</summary>
    public async Task<Intake?> AgainAsync(long id, CancellationToken stop)
    {
        if (await letters.FindAsync(id, stop) is not { } found)
            return null;
        var intake = found.Letter.Csv is { } csv ? await desk.AgainAsync(found.Text, csv, found.Letter.Name, stop) : (await TakeAsync(found.Text, found.Letter.Name, stop)).Intake;
        await letters.TriedAsync(id, intake.Reasons, intake.Changed, stop);
        return intake with { Letter = intake.Reasons.Count == 0 ? null : id };
    }

    async Task<(Intake Intake, string Sender)> TakeAsync(byte[] text, string name, CancellationToken stop)
    {
        var file = MsconsReader.Read(text);
        List<string> reasons = [.. file.Faults.Select(f => f.ToString())];
        if (file.Head?[TestElement] == "1")
            return (new(0, 0, 0, 0, [.. reasons, "The interchange is marked as a test (UNB 0035 is 1): tests are not taken."], null), file.Sender);
        var known = await points.KnownAsync(stop);
        Taking taking = new(store, known, name, clock.GetUtcNow(), reasons);
        foreach (var message in file.Messages)
        {
            stop.ThrowIfCancellationRequested();
            taking.Take(message);
        }

        return (taking.Done(), file.Sender);
    }

    /// <summary>One interchange being taken.</summary>
    sealed class Taking(MeterStore store, IReadOnlyDictionary<string, string> known, string name, DateTimeOffset now, List<string> reasons)
    {
        readonly HashSet<string> _points = [];
        long _values;
        int _changed;
        int _refused;

        /// <summary>How far the clocks of others may be ahead.</summary>
        static readonly TimeSpan Slack = TimeSpan.FromHours(1);

        public void Take(MsconsMessage message)
        {
            if (message.Faults > 0)
            {
                reasons.Add($"Message {message.Reference}: it has {message.Faults} faults and is not taken.");
                return;
            }

            // what is dated later would win against every message to come
            if (message.Created > now + Slack)
            {
                reasons.Add(FormattableString.Invariant($"Message {message.Reference}: it is dated {message.Created:yyyy-MM-dd HH:mm}Z, which is still to come, and is not taken."));
                return;
            }

            foreach (var place in message.Places)
            {
                if (!known.TryGetValue(place.Id, out var malo))
                {
                    reasons.Add($"Message {message.Reference}: {Unknown(place.Id)}");
                    continue;
                }

                foreach (var series in place.Series)
                    Take(message, malo, series);
            }
        }

        public Intake Done() => new(_points.Count, _values, _changed, _refused, [.. reasons.Distinct()], null);

        static string Unknown(string id) => MarketIds.IsDeliveryPoint(id) || MarketIds.IsMeterPoint(id)
            ? $"{id} is not known here: there is no contract for it, and nobody entered it."
            : $"'{id}' is no delivery point (MaLo) and no meter point (MeLo).";

        void Take(MsconsMessage message, string malo, MsconsSeries series)
        {
            if (FlowOf(series.Obis) is not { } flow)
            {
                reasons.Add($"Message {message.Reference}, {malo}: OBIS '{series.Obis}' is no energy of quarter-hours (x.1 or x.2 is).");
                return;
            }

            var (values, faults) = MeterDelivery.Of(series);
            reasons.AddRange(faults.Select(f => FormattableString.Invariant($"Message {message.Reference}, {malo}, {series.Obis}, value {f.Line}: {f.Text}.")));
            var open = Quarters.Of(now + Slack);
            if (values.Keys.Count(q => q > open) is > 0 and var ahead)
            {
                reasons.Add(FormattableString.Invariant($"Message {message.Reference}, {malo}: {ahead} quarter-hours are still to come, the first at {Quarters.Start(values.Keys.Where(q => q > open).Min()):yyyy-MM-dd HH:mm}Z; the series is not taken."));
                return;
            }

            _points.Add(malo);
            _values += values.Count;
            foreach (var (first, run) in Runs(values))
            {
                var taken = store.Take(malo, flow, first, run, MeterSource.Mscons, message.Created ?? now, $"{name} {message.Number}");
                (_changed, _refused) = (_changed + taken.Changed, _refused + taken.Refused);
            }
        }

        /// <summary>1-1:1.29.0, 1-0:1.8.0, 1-65:1.8.0 are taken from the grid, x.2 fed in.</summary>
        static Flow? FlowOf(string obis) => obis.IndexOf(':', StringComparison.Ordinal) is > 0 and var at && obis.Length > at + 2 && obis[at + 2] == '.'
            ? obis[at + 1] switch { '1' => Flow.Taken, '2' => Flow.FedIn, _ => null }
            : null;

        /// <summary>Values in rows without long holes: a message may say something of today and of last year.</summary>
        static IEnumerable<(int First, MeterValue[] Values)> Runs(IReadOnlyDictionary<int, MeterValue> values)
        {
            const int Hole = 3_000;
            int[] quarters = [.. values.Keys.Order()];
            for (var i = 0; i < quarters.Length;)
            {
                var first = quarters[i];
                var end = i + 1;
                while (end < quarters.Length && quarters[end] - quarters[end - 1] < Hole)
                    end++;
                var run = new MeterValue[quarters[end - 1] - first + 1];
                for (; i < end; i++)
                    run[quarters[i] - first] = values[quarters[i]];
                yield return (first, run);
            }
        }
    }
}
