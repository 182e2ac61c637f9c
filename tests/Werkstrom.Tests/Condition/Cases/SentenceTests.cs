using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Rules;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Tests.Kernel;
using Werkstrom.Ui;

namespace Werkstrom.Tests.Condition.Cases;

/// <summary>What people read, to the letter. It is 22 Nov 2026, 20:00 in Berlin.</summary>
public sealed class SentenceTests(Host host) : IClassFixture<Host>
{
    static readonly DateTimeOffset Now = new(2026, 11, 22, 19, 0, 0, TimeSpan.Zero), Since = Now.AddMinutes(-80);

    public static TheoryData<string, string, string> Sentences => new()
    {
        { "peak", "Fräse 2, Schwinggeschwindigkeit: 4,2 mm/s (20:00), üblich sind 1,9 ± 0,3 mm/s. Das sind 2,3 mm/s daneben; bisher waren es höchstens 1,2 mm/s.",
            "Fräse 2, Schwinggeschwindigkeit: 4.2 mm/s (at 20:00); usual is 1.9 ± 0.3 mm/s. That is 2.3 mm/s off; so far it was 1.2 mm/s at most." },
        { "lasting", "Fräse 2, Schwinggeschwindigkeit: seit 18:40 bei 4,2 mm/s, üblich sind 1,9 ± 0,3 mm/s. Das sind 2,3 mm/s daneben; bisher waren es höchstens 1,2 mm/s.",
            "Fräse 2, Schwinggeschwindigkeit: at 4.2 mm/s since 18:40; usual is 1.9 ± 0.3 mm/s. That is 2.3 mm/s off; so far it was 1.2 mm/s at most." },
        { "over", "Fräse 2, Schwinggeschwindigkeit: von 18:40 bis 19:10 bei 4,2 mm/s, üblich sind 1,9 ± 0,3 mm/s. Das waren 2,3 mm/s daneben; bis dahin waren es höchstens 1,2 mm/s.",
            "Fräse 2, Schwinggeschwindigkeit: at 4.2 mm/s from 18:40 to 19:10; usual is 1.9 ± 0.3 mm/s. That was 2.3 mm/s off; until then it was 1.2 mm/s at most." },
        { "up", "Fräse 2, Schwinggeschwindigkeit: seit 18:40 im Mittel höher, bei 4,2 mm/s; üblich sind 1,9 ± 0,3 mm/s. Das sind 2,3 mm/s daneben; bisher waren es höchstens 1,2 mm/s.",
            "Fräse 2, Schwinggeschwindigkeit: higher on average since 18:40, at 4.2 mm/s; usual is 1.9 ± 0.3 mm/s. That is 2.3 mm/s off; so far it was 1.2 mm/s at most." },
        { "down", "Fräse 2, Schwinggeschwindigkeit: seit 18:40 im Mittel niedriger, bei 0,5 mm/s; üblich sind 1,9 ± 0,3 mm/s. Das sind 1,4 mm/s daneben; bisher waren es höchstens 1,2 mm/s.",
            "Fräse 2, Schwinggeschwindigkeit: lower on average since 18:40, at 0.5 mm/s; usual is 1.9 ± 0.3 mm/s. That is 1.4 mm/s off; so far it was 1.2 mm/s at most." },
        { "more", "Fräse 2, Schwinggeschwindigkeit: Die Werte streuen seit 18:40 stärker als üblich, um 4,2 mm/s statt 1,9 mm/s.",
            "Fräse 2, Schwinggeschwindigkeit: values have scattered more than usual since 18:40, by 4.2 mm/s instead of 1.9 mm/s." },
        { "less", "Fräse 2, Schwinggeschwindigkeit: Die Werte streuen seit 18:40 schwächer als üblich, um 0,5 mm/s statt 1,9 mm/s.",
            "Fräse 2, Schwinggeschwindigkeit: values have scattered less than usual since 18:40, by 0.5 mm/s instead of 1.9 mm/s." },
        { "rough", "Fräse 2, Schwinggeschwindigkeit: Der Verlauf ist seit 18:40 unruhiger als üblich, von Wert zu Wert im Mittel 4,2 mm/s statt 1,9 mm/s.",
            "Fräse 2, Schwinggeschwindigkeit: the course has been rougher than usual since 18:40, 4.2 mm/s from value to value on average instead of 1.9 mm/s." },
        { "smooth", "Fräse 2, Schwinggeschwindigkeit: Der Verlauf ist seit 18:40 glatter als üblich, von Wert zu Wert im Mittel 0,5 mm/s statt 1,9 mm/s.",
            "Fräse 2, Schwinggeschwindigkeit: the course has been smoother than usual since 18:40, 0.5 mm/s from value to value on average instead of 1.9 mm/s." },
        { "stuck", "Fräse 2, Schwinggeschwindigkeit: Der Wert steht seit 18:40 still; bisher stand er höchstens 7 min still.",
            "Fräse 2, Schwinggeschwindigkeit: the value has stood still since 18:40; so far it did so for 7 min at most." },
        { "silence", "Fräse 2, Schwinggeschwindigkeit: kein Wert seit 18:40; üblich ist alle 1 s einer, die längste Pause war 7 min.",
            "Fräse 2, Schwinggeschwindigkeit: no value since 18:40; usual is one every 1 s, the longest pause was 7 min." },
        { "rare", "Fräse 2, Zustand: Zustand „Störung“ seit 18:40; er macht sonst nur 0,4 % aller Zustände aus.",
            "Fräse 2, Zustand: state “Störung” since 18:40; so far it made up only 0.4 % of all states." },
        { "never", "Fräse 2, Zustand: Zustand „Störung“ seit 18:40; den gab es bisher nie.", "Fräse 2, Zustand: state “Störung” since 18:40; it never came before." },
        { "long", "Fräse 2, Zustand: Zustand „Störung“ seit 18:40; bisher dauerte er höchstens 7 min.", "Fräse 2, Zustand: state “Störung” since 18:40; so far it lasted 7 min at most." },
        { "rule", "Fräse 2, Schwinggeschwindigkeit: Die Regel „Regel 7“ ist seit 18:40 erfüllt, mit 4,2 mm/s; die Grenze ist 1,9 mm/s.",
            "Fräse 2, Schwinggeschwindigkeit: the rule “rule 7” has held since 18:40, at 4.2 mm/s; the limit is 1.9 mm/s." },
        { "health", "Fräse 2: läuft seit 18:40 nicht wie im gesunden Zustand. Am deutlichsten: Schwinggeschwindigkeit 4,2 mm/s statt 1,9 mm/s. Gesundheitswert 41 von 100; unauffällig ist er über 70.",
            "Fräse 2: not running as when healthy since 18:40. Clearest sign: Schwinggeschwindigkeit 4.2 mm/s instead of 1.9 mm/s. Health index 41 of 100; above 70 it is normal." },
        { "worse", "Fräse 2: läuft seit 18:40 nicht wie im gesunden Zustand. Am deutlichsten: Schwinggeschwindigkeit 4,2 mm/s statt 1,9 mm/s. Gesundheitswert jetzt 41 von 100, im schlechtesten Moment 10; unauffällig ist er über 70.",
            "Fräse 2: not running as when healthy since 18:40. Clearest sign: Schwinggeschwindigkeit 4.2 mm/s instead of 1.9 mm/s. Health index 41 of 100 now, 10 at its worst; above 70 it is normal." },
        { "life", "Fräse 2: hält möglicherweise nur noch etwa 9 Tage; gewünscht sind mindestens 14 Tage.", "Fräse 2: may last only about 9 days more; at least 14 days are wanted." },
        { "yesterday", "Fräse 2, Schwinggeschwindigkeit: seit 21.11.2026 18:40 bei 4,2 mm/s, üblich sind 1,9 ± 0,3 mm/s. Das sind 2,3 mm/s daneben; bisher waren es höchstens 1,2 mm/s.",
            "Fräse 2, Schwinggeschwindigkeit: at 4.2 mm/s since 21 Nov 2026 18:40; usual is 1.9 ± 0.3 mm/s. That is 2.3 mm/s off; so far it was 1.2 mm/s at most." },
        { "counter", "Fräse 2, Energie: seit 18:40 bei 7,2 kWh/h, üblich sind 3,6 ± 0,4 kWh/h. Das sind 3,6 kWh/h daneben; bisher waren es höchstens 1,8 kWh/h.",
            "Fräse 2, Energie: at 7.2 kWh/h since 18:40; usual is 3.6 ± 0.4 kWh/h. That is 3.6 kWh/h off; so far it was 1.8 kWh/h at most." },
        { "gone", "entfernte Anlage 9999, entferntes Signal 99999: seit 18:40 bei 4,2, üblich sind 1,9 ± 0,3. Das sind 2,3 daneben; bisher waren es höchstens 1,2.",
            "removed asset 9999, removed signal 99999: at 4.2 since 18:40; usual is 1.9 ± 0.3. That is 2.3 off; so far it was 1.2 at most." },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public async Task A_finding_is_said_to_the_letter(string what, string german, string english)
    {
        var (signal, state, energy) = await MachineAsync();
        var finding = Of(what, signal, state, energy);

        Assert.Equal(german, Plain(In("de", () => Words().Sentence(finding))));
        Assert.Equal(english, Plain(In("en", () => Words().Sentence(finding))));
    }

    [Theory]
    [InlineData("more", "Die Werte streuten von 18:40 bis 19:10 stärker als üblich", "values scattered more than usual from 18:40 to 19:10")]
    [InlineData("rough", "Der Verlauf war von 18:40 bis 19:10 unruhiger als üblich", "the course was rougher than usual from 18:40 to 19:10")]
    [InlineData("stuck", "Der Wert stand von 18:40 bis 19:10 still; bis dahin stand", "the value stood still from 18:40 to 19:10; until then")]
    [InlineData("rule", "Die Regel „Regel 7“ war von 18:40 bis 19:10 erfüllt", "the rule “rule 7” held from 18:40 to 19:10")]
    [InlineData("health", "Fräse 2: lief von 18:40 bis 19:10 nicht wie im gesunden Zustand.", "Fräse 2: did not run as when healthy from 18:40 to 19:10.")]
    public async Task What_is_over_is_said_in_the_past_tense(string what, string german, string english)
    {
        var (signal, state, energy) = await MachineAsync();
        var finding = Of(what, signal, state, energy);
        finding.EndedAt = Since.AddMinutes(30);

        Assert.Contains(german, Plain(In("de", () => Words().Sentence(finding))), StringComparison.Ordinal);
        Assert.Contains(english, Plain(In("en", () => Words().Sentence(finding))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_of_several_signals_names_the_surest_first_and_the_others_after_it()
    {
        var (signal, state, energy) = await MachineAsync();
        Case one = new() { Id = 1, Title = "t", Since = Since };
        Finding[] findings = [Of("lasting", signal, state, energy), Of("rare", signal, state, energy), Of("counter", signal, state, energy)];

        Assert.EndsWith("höchstens 1,2 mm/s. Zugleich auffällig: Energie, Zustand.", Plain(In("de", () => Words().Headline(one, findings, Now))), StringComparison.Ordinal);
        Assert.EndsWith("1.2 mm/s at most. At the same time unusual: Energie, Zustand.", Plain(In("en", () => Words().Headline(one, findings, Now))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_over_long_before_and_running_hours_were_not_at_the_same_time()
    {
        var (signal, _, energy) = await MachineAsync();
        var hours = await host.MachineSignalAsync("worte/fraese2/betriebsstunden", "h", SignalKind.Counter);
        Case one = new() { Id = 1, Title = "t", Since = Since.AddDays(-4) };
        Finding[] findings = [One(signal, FindingKind.Lasting, 4.2, Since.AddDays(-4)), One(energy, FindingKind.Lasting, 4.2, Since.AddDays(-3), Since.AddDays(-3).AddMinutes(39)), One(hours, FindingKind.Shift, 4.2)];

        Assert.EndsWith("höchstens 1,2 mm/s.", Plain(In("de", () => Words().Headline(one, findings, Now))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_says_its_part_in_the_health_of_its_machine()
    {
        var (signal, state, energy) = await MachineAsync();
        var health = Of("health", signal, state, energy);

        Assert.Equal("4,2 mm/s, üblich sind so, wie die Anlage läuft, 1,9 mm/s: um das 7,0-Fache der üblichen Streuung darüber. Anteil an der Abweichung: 80 %.", Plain(In("de", () => Words().Sentence(health, signal))));
        Assert.Equal("4.2 mm/s; the way the asset runs 1.9 mm/s is usual: above it by 7.0 times the usual scatter. Share of the deviation: 80 %.", Plain(In("en", () => Words().Sentence(health, signal))));
    }

    [Fact]
    public async Task A_flood_is_told_by_where_it_began()
    {
        var (signal, state, energy) = await MachineAsync();
        Case flood = new() { Id = 1, Title = "t", Since = Since, Origin = "condition:flood:1" };
        Finding[] findings = [Of("lasting", signal, state, energy), new() { Id = 2, AssetId = 9999, Kind = FindingKind.Health, At = Now, Since = Since.AddMinutes(1), Score = 1 }];

        Assert.Equal("Ganze Anlage: Viele Anlagen sind seit 18:40 zugleich auffällig. Den Anfang machte Fräse 2, Schwinggeschwindigkeit.", In("de", () => Words().Headline(flood, findings, Now)));
        Assert.Equal("Whole plant: many assets have been unusual at once since 18:40. It began with Fräse 2, Schwinggeschwindigkeit.", In("en", () => Words().Headline(flood, findings, Now)));
    }

    [Theory]
    [InlineData(100, "sicher (100 %)", "certain (100 %)")]
    [InlineData(90, "so gut wie sicher (90 %)", "all but certain (90 %)")]
    [InlineData(75, "sehr wahrscheinlich (75 %)", "very likely (75 %)")]
    [InlineData(60, "wahrscheinlich (60 %)", "likely (60 %)")]
    [InlineData(40, "möglich (40 %)", "possible (40 %)")]
    [InlineData(39.4, "unsicher (39 %)", "unsure (39 %)")]
    public void How_sure_is_a_word_and_a_figure(double percent, string german, string english)
    {
        Assert.Equal(german, In("de", () => Words().Certainty(percent)));
        Assert.Equal(english, In("en", () => Words().Certainty(percent)));
    }

    async Task<(Signal Signal, Signal State, Signal Energy)> MachineAsync()
    {
        var signals = host.Services.GetRequiredService<SignalCatalog>();
        var signal = await host.MachineSignalAsync("worte/fraese2/vibration");
        var state = await host.MachineSignalAsync("worte/fraese2/zustand", "", SignalKind.State);
        var energy = await host.MachineSignalAsync("worte/fraese2/energie", "kW.h", SignalKind.Counter);
        await signals.ChangeAsync(signal.Id, s => s with { Title = "Schwinggeschwindigkeit" }, default);
        await signals.ChangeAsync(state.Id, s => s with { Title = "Zustand" }, default);
        await signals.ChangeAsync(energy.Id, s => s with { Title = "Energie" }, default);
        await signals.SetStateTextAsync(state.Id, 3, "Störung", default);
        await host.Services.GetRequiredService<AssetCatalog>().ChangeAsync(signal.AssetId, a => a with { Title = "Fräse 2" }, default);
        return (signal, state, energy);
    }

    static Finding Of(string what, Signal signal, Signal state, Signal energy) => what switch
    {
        "peak" => One(signal, FindingKind.Peak, 4.2),
        "over" => One(signal, FindingKind.Lasting, 4.2, ended: Since.AddMinutes(30)),
        "up" => One(signal, FindingKind.Shift, 4.2),
        "down" => One(signal, FindingKind.Shift, 0.5),
        "more" => One(signal, FindingKind.Spread, 4.2),
        "less" => One(signal, FindingKind.Spread, 0.5),
        "rough" => One(signal, FindingKind.Shape, 4.2),
        "smooth" => One(signal, FindingKind.Shape, 0.5),
        "stuck" => Seconds(signal, FindingKind.Stuck, 4_800, 1),
        "silence" => Seconds(signal, FindingKind.Silence, 4_800, 1),
        "rare" => Seconds(state, FindingKind.RareState, 3, 0.004),
        "never" => Seconds(state, FindingKind.RareState, 3, 0),
        "long" => Seconds(state, FindingKind.LongState, 3, 420),
        "rule" => One(signal, FindingKind.Rule, 4.2, rule: 7),
        "health" => new() { AssetId = signal.AssetId, Kind = FindingKind.Health, At = Now, Since = Since, Score = 2, Value = 41.2, Usual = 70, Parts = [new(signal.Id, 0.8, 4.2, 1.9, 7)] },
        "worse" => new() { AssetId = signal.AssetId, Kind = FindingKind.Health, At = Now, Since = Since, Score = 2, Value = 41.2, Worst = 10.3, Usual = 70, Parts = [new(signal.Id, 0.8, 4.2, 1.9, 7)] },
        "life" => new() { AssetId = signal.AssetId, Kind = FindingKind.Life, At = Now, Since = Since, Score = 1.5, Value = 9, Usual = 14 },
        "yesterday" => One(signal, FindingKind.Lasting, 4.2, since: Since.AddDays(-1)),
        "counter" => new()
        {
            AssetId = energy.AssetId,
            SignalId = energy.Id,
            Kind = FindingKind.Lasting,
            At = Now,
            Since = Since,
            Score = 1.2,
            Value = 0.002,
            Usual = 0.001,
            Spread = 0.0001,
            Furthest = 0.0005,
        },
        "gone" => One(signal with { Id = 99_999, AssetId = 9_999 }, FindingKind.Lasting, 4.2),
        _ => One(signal, FindingKind.Lasting, 4.2),
    };

    static Finding One(Signal signal, FindingKind kind, double value, DateTimeOffset? since = null, DateTimeOffset? ended = null, long? rule = null) => new()
    {
        AssetId = signal.AssetId,
        SignalId = signal.Id,
        Kind = kind,
        At = Now,
        Since = since ?? Since,
        EndedAt = ended,
        Score = 2,
        Value = value,
        Usual = 1.9,
        Spread = 0.3,
        Furthest = 1.2,
        RuleId = rule,
    };

    static Finding Seconds(Signal signal, FindingKind kind, double value, double usual) => new()
    {
        AssetId = signal.AssetId,
        SignalId = signal.Id,
        Kind = kind,
        At = Now,
        Since = Since,
        Score = 1.1,
        Value = value,
        Usual = usual,
        Spread = usual,
        Furthest = 420,
    };

    CaseWords Words() => new(
        host.Services.GetRequiredService<AssetCatalog>(), host.Services.GetRequiredService<SignalCatalog>(), host.Services.GetRequiredService<RuleBook>(), host.Services.GetRequiredService<Rates>(),
        host.Services.GetRequiredService<IStringLocalizer<CasesText>>(), new Format(Options.Create(new UiOptions()), new TestClock(Now)));

    // numbers and units are held together by spaces that do not break
    static string Plain(string text) => text.Replace('\u202F', ' ').Replace('\u00A0', ' ');

    static string In(string language, Func<string> say)
    {
        var (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return say();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
        }
    }
}
