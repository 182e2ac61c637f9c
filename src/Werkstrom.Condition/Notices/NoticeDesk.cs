using System.Diagnostics;
using System.Net.Mail;
using Microsoft.Extensions.Options;
using Werkstrom.Condition.Cases;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Notify;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Notices;

/// <summary>Checks what people set for notices and keeps it; all that is wrong is told at once, by the name of the input.</summary>
sealed class NoticeDesk(NoticeBook book, NoticeTexts texts, INotify notify, Accounts accounts, AssetCatalog assets, IOptions<NotifyOptions> options)
{
    const int LongestName = 100;
    const int LongestAddress = 1_000;
    const int MostPerHour = 1_000;

    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Adds or changes a receiver.</summary>
    public async Task<NoticeAnswer<NoticeReceiver>> SaveAsync(ReceiverWish wish, CancellationToken stop)
    {
        var all = await book.ReceiversAsync(stop);
        var before = all.Find(r => r.Id == wish.Id);
        var kind = before?.Kind ?? wish.Kind;
        var person = kind == ReceiverKind.Person ? await accounts.FindAsync(before?.PersonId ?? wish.PersonId ?? 0, stop) : null;
        List<NoticeFault> faults = [.. Check(wish, kind, before)];
        if (kind == ReceiverKind.Person && person is null)
            faults.Add(new("person", "fault.person"));
        if (kind != ReceiverKind.Person && all.Find(r => r.Id != wish.Id && string.Equals(r.Name, wish.Name?.Trim(), StringComparison.OrdinalIgnoreCase)) is { } same)
            faults.Add(new("name", "fault.name.twice", same.Name));
        if (wish.Id == 0 && person is not null && all.Exists(r => r.PersonId == person.Id))
            faults.Add(new("person", "fault.person.twice", person.Name));
        if (faults.Count > 0)
            return new(null, faults);
        var saved = await book.SaveAsync(wish.Id, id => new() { Id = id, Kind = kind, PersonId = person?.Id }, receiver =>
        {
            receiver.Name = person?.Name ?? wish.Name!.Trim();
            if (wish.Address is { Length: > 0 } address)
                receiver.Address = address.Trim();
            (receiver.Form, receiver.Language, receiver.PerHour, receiver.IsOn) = (kind == ReceiverKind.Webhook ? wish.Form : MessageForm.Plain, wish.Language ?? "", wish.PerHour, wish.IsOn);
            (receiver.Zone, receiver.Quiet, receiver.ActBreaks) = (wish.Zone!, wish.Quiet ?? "", wish.ActBreaks);
        }, stop);
        return saved is null ? new(null, [new("", "fault.gone")]) : new(saved, []);
    }

    /// <summary>Sets a person's own quiet hours; the person becomes a receiver, if not one already.</summary>
    public async Task<NoticeAnswer<NoticeReceiver>> SaveOwnAsync(int personId, string? zone, string? quiet, bool actBreaks, CancellationToken stop)
    {
        var own = (await book.ReceiversAsync(stop)).Find(r => r.PersonId == personId);
        return await SaveAsync(new()
        {
            Id = own?.Id ?? 0,
            Kind = ReceiverKind.Person,
            PersonId = personId,
            Zone = zone,
            Quiet = quiet,
            ActBreaks = actBreaks,
            Language = own?.Language,
            PerHour = own?.PerHour ?? NoticeReceiver.UsualPerHour,
            IsOn = own?.IsOn ?? true,
        }, stop);
    }

    /// <summary>Adds or changes a rule.</summary>
    /// <param name="wish">The rule as it shall be.</param>
    /// <param name="unread">What of the form could not be read.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<NoticeAnswer<NoticeRule>> SaveAsync(RuleWish wish, IReadOnlyList<NoticeFault> unread, CancellationToken stop)
    {
        var receivers = (await book.ReceiversAsync(stop)).Select(r => r.Id).ToHashSet();
        List<NoticeFault> faults = [.. unread];
        if (wish.Name?.Trim() is not { Length: > 0 and <= LongestName })
            faults.Add(new("name", "fault.name", LongestName));
        if (wish.AssetId is { } asset && !assets.TryGet(asset, out _))
            faults.Add(new("asset", "fault.asset", asset));
        if (!(wish.OnNew || wish.OnAssigned || wish.OnClosed))
            faults.Add(new("on", "fault.on"));
        if (wish.Steps.Count is 0 or > NoticeStep.Most)
            faults.Add(new("steps", "fault.steps", NoticeStep.Most));
        foreach (var step in wish.Steps.Where(s => !receivers.Contains(s.ReceiverId)))
            faults.Add(new("steps", "fault.receiver", step.ReceiverId));
        if (wish.Steps.Skip(1).Any(s => s.Minutes is < 1 or > NoticeStep.Longest))
            faults.Add(new("steps", "fault.minutes", NoticeStep.Longest));
        if (faults.Count > 0)
            return new(null, faults);
        var saved = await book.SaveRuleAsync(wish.Id, rule =>
        {
            (rule.Name, rule.AssetId, rule.OnlyAct, rule.IsOn) = (wish.Name!.Trim(), wish.AssetId, wish.OnlyAct, wish.IsOn);
            (rule.OnNew, rule.OnAssigned, rule.OnClosed) = (wish.OnNew, wish.OnAssigned, wish.OnClosed);
            rule.Steps = NoticeStep.Write(wish.Steps.Select((s, i) => i == 0 ? s with { Minutes = 0 } : s));
        }, stop);
        return saved is null ? new(null, [new("", "fault.gone")]) : new(saved, []);
    }

    /// <summary>Sends a receiver a message that shows whether it is reached.</summary>
    /// <returns>The key to ask <see cref="TestFateAsync"/> with; null when there is no such receiver, or a person without a mail address.</returns>
    public async Task<string?> TestAsync(int receiverId, CancellationToken stop)
    {
        if ((await book.ReceiversAsync(stop)).Find(r => r.Id == receiverId) is not { } receiver || await texts.TestAsync(receiver, stop) is not { } message)
            return null;
        var key = FormKey.New();
        await notify.SendAsync(message with { Key = TestKey(key) }, stop);
        return key;
    }

    /// <summary>What became of a test.</summary>
    /// <param name="key">What <see cref="TestAsync"/> gave.</param>
    /// <param name="wait">How long to wait for an end of it.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Null when there is none of this key.</returns>
    public async Task<MessageFate?> TestFateAsync(string key, TimeSpan wait, CancellationToken stop)
    {
        for (var took = Stopwatch.StartNew(); ; await Task.Delay(Look, stop))
        {
            var fate = (await notify.FatesAsync([TestKey(key)], stop)).GetValueOrDefault(TestKey(key));
            if (fate is null or { IsSent: true } or { IsGivenUp: true } or { Tries: > 0 } || took.Elapsed >= wait)
                return fate;
        }
    }

    static string TestKey(string key) => "notice-test:" + key;

    IEnumerable<NoticeFault> Check(ReceiverWish wish, ReceiverKind kind, NoticeReceiver? before)
    {
        if (kind != ReceiverKind.Person && wish.Name?.Trim() is not { Length: > 0 and <= LongestName })
            yield return new("name", "fault.name", LongestName);
        var address = wish.Address?.Trim() ?? "";
        var isKept = before is not null && address.Length == 0;
        if (kind != ReceiverKind.Person && !isKept && AddressFault(kind, address) is { } wrong)
            yield return wrong;

        if (wish.PerHour is < 1 or > MostPerHour)
            yield return new("per_hour", "fault.per_hour", wish.PerHour, MostPerHour);
        if (wish.Language is not (null or "" or "de" or "en"))
            yield return new("language", "fault.language", wish.Language);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(wish.Zone ?? "", out _))
            yield return new("zone", "fault.zone", wish.Zone ?? "");
        else if (QuietHours.Read(wish.Quiet ?? "", wish.Zone!) is null)
            yield return new("quiet", "fault.quiet");
    }

    NoticeFault? AddressFault(ReceiverKind kind, string address)
    {
        if (address.Length > LongestAddress)
            return new("address", "fault.address.long", address.Length, LongestAddress);
        if (kind == ReceiverKind.Mail)
            return MailAddress.TryCreate(address, out _) && !address.Any(char.IsControl) ? null : new("address", "fault.mail", address);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || address.Any(char.IsControl))
            return new("address", "fault.webhook");
        if (options.Value.AllowPrivateWebhooks || !WebhookAddress.IsPrivate(uri))
            return null;
        return uri.Scheme == "http" ? new("address", "fault.webhook") : new("address", "fault.webhook.private", uri.Host);
    }
}

/// <summary>What became of a wish.</summary>
/// <param name="Saved">What is kept now; null when it was refused.</param>
/// <param name="Faults">All that is wrong.</param>
sealed record NoticeAnswer<T>(T? Saved, IReadOnlyList<NoticeFault> Faults) where T : class;

/// <summary>Something that is wrong with an input.</summary>
/// <param name="Field">Name of the input.</param>
/// <param name="Key">Name of the text that says the rule.</param>
/// <param name="Values">What fills it.</param>
sealed record NoticeFault(string Field, string Key, params object[] Values);

/// <summary>A receiver as it shall be.</summary>
sealed record ReceiverWish
{
    /// <summary>0 for a new one.</summary>
    public int Id { get; init; }

    /// <summary>person, mail or webhook; of one that is there it stays.</summary>
    public ReceiverKind Kind { get; init; }

    /// <summary>What it is called, at most 100 characters; of a person that of the account.</summary>
    public string? Name { get; init; }

    /// <summary>Number of a person.</summary>
    public int? PersonId { get; init; }

    /// <summary>Mail address or address of a webhook; empty keeps the one before.</summary>
    public string? Address { get; init; }

    /// <summary>plain, text or teams.</summary>
    public MessageForm Form { get; init; }

    /// <summary>de, en, or empty.</summary>
    public string? Language { get; init; }

    /// <summary>IANA name of a zone.</summary>
    public string? Zone { get; init; } = "Europe/Berlin";

    /// <summary>Monday 18:00-06:00;Saturday 00:00-00:00</summary>
    public string? Quiet { get; init; }

    /// <summary>Whether what is urgent is told in quiet hours, too.</summary>
    public bool ActBreaks { get; init; } = true;

    /// <summary>1 to 1,000.</summary>
    public int PerHour { get; init; } = NoticeReceiver.UsualPerHour;

    /// <summary>False: nothing is sent.</summary>
    public bool IsOn { get; init; } = true;
}

/// <summary>A rule as it shall be, see <see cref="NoticeRule"/>.</summary>
sealed record RuleWish
{
    /// <summary>0 for a new one.</summary>
    public int Id { get; init; }

    /// <summary>What it is called, at most 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Number of an asset, or null for all.</summary>
    public int? AssetId { get; init; }

    /// <summary>True: only cases that say to act.</summary>
    public bool OnlyAct { get; init; }

    /// <summary>New cases.</summary>
    public bool OnNew { get; init; }

    /// <summary>Work orders that somebody is made responsible for.</summary>
    public bool OnAssigned { get; init; }

    /// <summary>Closed cases, done work orders.</summary>
    public bool OnClosed { get; init; }

    /// <summary>1 to 5 steps.</summary>
    public IReadOnlyList<NoticeStep> Steps { get; init; } = [];

    /// <summary>False: it tells nobody.</summary>
    public bool IsOn { get; init; } = true;
}
