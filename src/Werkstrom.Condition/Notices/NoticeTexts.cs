using System.Globalization;
using System.Net.Mail;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Work;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.Notify;
using Werkstrom.Kernel.People;
using Werkstrom.Store.Records;
using Werkstrom.Ui;

namespace Werkstrom.Condition.Notices;

/// <summary>Says notices in the language of who gets them, as things are when the message goes out, with the address of the page.</summary>
sealed class NoticeTexts(
    RecordQueries records, FindingBook findings, CaseWords words, AssetCatalog assets, Accounts accounts, PublicAddress address,
    IDbContextFactory<ConditionDb> dbs, IStringLocalizer<NoticeText> text, IOptions<UiOptions> ui, Format format, TimeProvider time)
{
    const int LongestSubject = 200;

    /// <summary>Whether it is still worth telling: the record is there, and nobody acknowledged what asks for it.</summary>
    public async Task<bool> IsNeededAsync(Notice notice, CancellationToken stop)
    {
        if (await records.FindAsync(notice.RecordId, stop) is not { IsWithdrawn: false } row)
            return false;
        return notice.Occasion switch
        {
            NoticeOccasion.Unacknowledged => CaseRecord.Of(row).State == CaseState.Open,
            NoticeOccasion.Urgent => CaseRecord.Of(row).IsOpen,
            _ => true,
        };
    }

    /// <summary>Where messages for a receiver go; null when a person has no mail address or cannot sign in any more.</summary>
    public async Task<(string To, string? Language)?> AddressAsync(NoticeReceiver receiver, CancellationToken stop)
    {
        if (receiver.PersonId is not { } id)
            return (receiver.Address, receiver.Language);
        return await accounts.FindAsync(id, stop) is { State: PersonState.Active } person && MailAddress.TryCreate(person.Mail, out _)
            ? (person.Mail, receiver.Language.Length > 0 ? receiver.Language : person.Language) : null;
    }

    /// <summary>One message of one or several notices.</summary>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="notices">At least one.</param>
    /// <param name="key">Key of the message.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Null when there is nobody to send it to, or nothing to say any more.</returns>
    public async Task<Message?> MessageAsync(NoticeReceiver receiver, IReadOnlyList<Notice> notices, string key, CancellationToken stop)
    {
        if (await AddressAsync(receiver, stop) is not { } to)
            return null;
        using var _ = new Reader(to.Language is { Length: > 0 } language ? language : ui.Value.Language);
        List<(string Subject, string Body)> said = [];
        foreach (var notice in notices)
        {
            if (await records.FindAsync(notice.RecordId, stop) is { IsWithdrawn: false } row)
                said.Add(row.Type == CaseRecord.Type ? await CaseAsync(notice, CaseRecord.Of(row), stop) : Work(notice, WorkOrder.Of(row)));
        }

        if (said.Count == 0)
            return null;
        var (subject, body) = said.Count == 1 ? said[0] : (text.Count("summary", said.Count), string.Join("\n\n", said.Select(s => $"• {s.Subject}\n{s.Body}")));
        return new(to.To, Line(subject), body, receiver.Form, key);
    }

    /// <summary>A message that shows whether a receiver is reached.</summary>
    public async Task<Message?> TestAsync(NoticeReceiver receiver, CancellationToken stop)
    {
        if (await AddressAsync(receiver, stop) is not { } to)
            return null;
        using var _ = new Reader(to.Language is { Length: > 0 } language ? language : ui.Value.Language);
        return new(to.To, text["test.subject"], $"{text["test.body", receiver.Name]}\n{address.Of("/cases/notices", null)}", receiver.Form);
    }

    async Task<(string, string)> CaseAsync(Notice notice, Case one, CancellationToken stop)
    {
        StringBuilder body = new();
        if (notice.Occasion == NoticeOccasion.Unacknowledged)
            body.AppendLine(text["unacknowledged", Format.Rough(time.GetUtcNow() - notice.MadeAt)]);
        if (notice.Occasion == NoticeOccasion.Urgent)
            body.AppendLine(text["urgent"]);
        if (words.Headline(one, await findings.OfCaseAsync(one.Id, stop), time.GetUtcNow()) is var said && said != one.Title)
            body.AppendLine(said);
        if (one.Certainty > 0)
            body.AppendLine(text["certainty", words.Certainty(one.Certainty)]);
        if (one.Cause is { } cause)
            body.AppendLine(text["cause", cause]);
        if (one.State != CaseState.Open)
            body.AppendLine(text["state." + one.State.Word()]);
        else if (await NextAsync(notice, stop) is { } next)
            body.AppendLine(next);
        body.Append(address.Of(string.Create(CultureInfo.InvariantCulture, $"/cases/{one.Id}"), null));
        var subject = notice.Occasion == NoticeOccasion.CaseClosed ? text["closed", one.Title].Value : text[one.IsAct ? "act" : "watch", one.Title];
        return (subject, body.ToString());
    }

    (string, string) Work(Notice notice, WorkOrder order)
    {
        StringBuilder body = new();
        if (order.AssetId is { } id && assets.TryGet(id, out var asset))
            body.AppendLine(asset.Label);
        if (order.Assignee is { } who)
            body.AppendLine(text["assignee", who]);
        if (WorkWords.Slot(order, format) is { Length: > 0 } slot)
            body.AppendLine(text["slot", slot]);
        if (order.Remark is { } remark)
            body.AppendLine(remark);
        body.Append(address.Of(WorkWords.Page(order.Id), null));
        return (text[notice.Occasion == NoticeOccasion.WorkDone ? "done" : "assigned", order.Title], body.ToString());
    }

    async Task<string?> NextAsync(Notice notice, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var next = await db.Set<Notice>().AsNoTracking()
            .Where(n => n.RecordId == notice.RecordId && n.RuleId == notice.RuleId && n.Step == notice.Step + 1 && n.State == NoticeState.Waiting).FirstOrDefaultAsync(stop);
        return next is not null && await db.Set<NoticeReceiver>().FindAsync([next.ReceiverId], stop) is { } receiver
            ? text["next", receiver.Name, format.Time(next.Due)].Value : null;
    }

    static string Line(string subject)
    {
        var line = new string([.. subject.Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= LongestSubject ? line : line[..LongestSubject];
    }

    /// <summary>Until it is disposed texts and numbers are those of a reader of a language.</summary>
    sealed class Reader : IDisposable
    {
        readonly CultureInfo _culture = CultureInfo.CurrentCulture;
        readonly CultureInfo _words = CultureInfo.CurrentUICulture;

        public Reader(string language) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _words);
    }
}
