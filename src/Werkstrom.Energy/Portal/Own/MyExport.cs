using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk.Customers;
using Werkstrom.Energy.Desk.Switching;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Portal.Bills;
using Werkstrom.Energy.Portal.Letters;
using Werkstrom.Energy.Portal.Notices;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Portal.Own;

/// <summary>All that is kept of who asks, as a ZIP file: JSON and CSV, with a page that says what is in it (Art. 15 and 20 GDPR).</summary>
sealed class MyExport(
    Myself myself, CustomerBook customers, BillBook bills, MeterValues values, MeterSummaries summaries, ConsentBook consents, QuestionBook questions, ContactBook contacts, MyReads reads,
    Accounts people, IDbContextFactory<EnergyDb> dbs, IStringLocalizer<PortalText> texts, TimeProvider clock)
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

            var (csv, hasMore) = await reads.OfAsync(me.Contracts, stop);
            await PutAsync(zip, files, "reads.csv", csv, stop);
            await PutAsync(zip, files, "README.txt", About(files, hasMore), stop);
        }

        return bytes.ToArray();
    }

    // in the reader's language
    string About(List<string> files, bool hasMore)
    {
        var day = BillNumber.Day(GermanTime.Date(Quarters.Of(clock.GetUtcNow())));
        var words = ((string[])["export.data", "export.quarters", "export.reads", "export.bills"]).Select(k => texts[k].Value + (k == "export.reads" && hasMore ? " " + texts["export.reads.more", Ui.Format.Count(MyReads.Most)].Value : ""));
        return $"{texts["export.made", day].Value}\n\n{string.Join('\n', files.Order(StringComparer.Ordinal))}\n\n{string.Join('\n', words)}\n";
    }

    async Task<object> DataAsync(Me me, CancellationToken stop)
    {
        List<object> own = [];
        foreach (var number in me.Customers)
        {
            own.Add(new
            {
                Customer = await customers.FindAsync(number, stop) is { } kept ? new { kept.Number, kept.Name, kept.Street, kept.Postcode, kept.City, kept.Mail, kept.CreatedAt, kept.ErasedAt } : null,
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
                Contacts = (await contacts.OfAsync(number, stop)).Select(c => new { c.At, c.Way, c.IsFromUs, c.Words, NextStep = c.Due, c.IsDone, c.WrittenAt, c.IsWithdrawn }),
                Letters = await LettersAsync(number, stop),
                Switches = await SwitchesAsync(number, stop),
            });
        }

        var person = await people.FindAsync(me.Person, stop);
        return new { Account = new { person?.Mail, person?.Language, person?.CreatedAt, person?.LastLogin }, Customers = own };
    }

    async Task<object> LettersAsync(string customer, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return (await db.Set<PortalLetter>().AsNoTracking().Where(l => l.Customer == customer).OrderBy(l => l.CreatedAt).ToListAsync(stop)).ConvertAll(l => new { l.CreatedAt, l.ExpiresAt, l.UsedAt });
    }

    async Task<object> SwitchesAsync(string customer, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = await db.Set<SwitchRow>().AsNoTracking().Where(r => r.Customer == customer).Join(db.Set<SwitchRun>(), r => r.SwitchId, s => s.Id, (r, s) => new { Row = r, Run = s }).ToListAsync(stop);
        return rows.OrderBy(s => s.Run.Id).ThenBy(s => s.Row.Contract, StringComparer.Ordinal).Select(s => new
        {
            s.Row.Contract,
            s.Row.Next,
            From = s.Row.Tariff,
            To = s.Run.Tariff,
            At = Quarters.Start(s.Run.FirstQuarter),
            Reason = s.Run.Reason.ToString(),
            State = s.Row.State.ToString(),
            s.Row.Told,
            s.Row.CentsBefore,
            s.Row.CentsAfter,
            s.Run.MadeAt,
            s.Run.RunAt,
            s.Run.EndedAt,
        }).ToList();
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
