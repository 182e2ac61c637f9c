using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Portal.Bills;
using Werkstrom.Energy.Portal.Notices;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Portal.Own;

/// <summary>All that is kept of who asks, as a ZIP file: JSON and CSV, with a page that says what is in it (Art. 15 and 20 GDPR).</summary>
sealed class MyExport(
    Myself myself, CustomerBook customers, BillBook bills, MeterValues values, MeterSummaries summaries, ConsentBook consents, QuestionBook questions, Accounts people, TimeProvider clock)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Makes the file.</summary>
    public async Task<byte[]> MakeAsync(Me me, CancellationToken stop)
    {
        using MemoryStream bytes = new();
        await using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            List<string> files = [];
            await PutAsync(zip, files, "data.json", JsonSerializer.Serialize(await DataAsync(me, stop), Json), stop);
            foreach (var contract in me.Contracts)
                await PutAsync(zip, files, $"quarter-hours-{contract.Number}.csv", await QuartersAsync(contract, stop), stop);
            foreach (var bill in await MyBills.OfAsync(me, bills, stop))
            {
                await PutAsync(zip, files, $"bills/{bill.Number}.csv", BillCsv.Of(bill), stop);
                await PutAsync(zip, files, $"bills/{bill.Number}.json", JsonSerializer.Serialize(BillView.Of(bill), Json), stop);
            }

            await PutAsync(zip, files, "README.txt", $"{clock.GetUtcNow():u}\n{string.Join('\n', files.Order(StringComparer.Ordinal))}\n\ndata.json: {DataWords}\nquarter-hours-*.csv: {QuarterWords}\n", stop);
        }

        return bytes.ToArray();
    }

    const string DataWords = "name and address, account, contracts, consents, questions with their answers";

    const string QuarterWords = "start of each quarter-hour (UTC), Wh from the grid, how it was determined; empty where nothing is known";

    async Task<object> DataAsync(Me me, CancellationToken stop)
    {
        List<object> own = [];
        foreach (var number in me.Customers)
        {
            own.Add(new
            {
                Customer = await customers.FindAsync(number, stop),
                Contracts = me.Contracts.Where(c => c.Customer == number).Select(c => new
                {
                    c.Number,
                    c.Malo,
                    c.Tariff,
                    From = Quarters.Start(c.First),
                    Until = c.End is { } end ? Quarters.Start(end) : (DateTimeOffset?)null,
                    c.AnnualWh,
                    c.Profile,
                    c.Region,
                    c.Term,
                    c.NoticeDays,
                    Metering = c.Place.Metering.ToString(),
                    State = c.Place.Calendar.State.ToString(),
                    c.Place.Town,
                    c.Place.GridOperator,
                    Module1 = c.Place.HasModule1,
                }),
                Consents = (await consents.OfAsync(number, stop)).Select(c => new { Kind = c.Kind.ToString(), c.Target, c.Threshold, c.GivenAt, c.WithdrawnAt }),
                Questions = (await questions.OfAsync(number, stop)).Select(q => new { q.Row.At, q.Kind, q.Asked, q.State, q.Answer }),
            });
        }

        var person = await people.FindAsync(me.Person, stop);
        return new { Account = new { person?.Mail, person?.Language, person?.CreatedAt, person?.LastLogin }, Customers = own };
    }

    async Task<string> QuartersAsync(Contract contract, CancellationToken stop)
    {
        StringBuilder text = new("start_utc,wh,way\r\n");
        var span = summaries.Of(contract.Malo) is { Fault: null, Span.Count: > 0 } known ? known.Span : default;
        var range = span.Count > 0 ? myself.Readable(contract, span) : default;
        if (range.Count == 0)
            return text.ToString();
        var load = await values.ReadAsync(contract.Malo, range, null, "export by the customer", stop);
        for (var i = 0; i < range.Count; i++)
        {
            var way = MeteredLoad.WayOf(load.Taken[i], load.Sources[i]);
            text.Append(CultureInfo.InvariantCulture, $"{Quarters.Start(range.First + i).UtcDateTime:yyyy-MM-ddTHH:mm:ssZ},{(way == MeterWay.Missing ? "" : load.Taken[i].Wh)},{way}\r\n");
        }

        return text.ToString();
    }

    static async Task PutAsync(ZipArchive zip, List<string> files, string name, string text, CancellationToken stop)
    {
        files.Add(name);
        await using var entry = await zip.CreateEntry(name).OpenAsync(stop);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(text), stop);
    }
}
