using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Werkstrom.Condition;
using Werkstrom.Connect;
using Werkstrom.Cooperation;
using Werkstrom.Energy;
using Werkstrom.Kernel;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Setup;
using Werkstrom.Setup.Trail;
using Werkstrom.Tests.Plant;
using Werkstrom.Twins;

namespace Werkstrom.Tests.Setup;

public sealed class AuditWordsTests(Host host) : IClassFixture<Host>
{
    async Task<string> PageAsync(string address, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await host.Local.SendAsync(request);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_change_of_a_signal_is_told_with_spans_units_and_words()
    {
        var signal = await host.SignalAsync("audit/presse/druck", unit: "");
        var catalog = host.Services.GetRequiredService<SignalCatalog>();
        await catalog.RelabelUnitAsync(signal.Id, "Cel", default);
        await catalog.ChangeAsync(signal.Id, s => s with { ExpectedInterval = TimeSpan.FromSeconds(60) }, default);
        await catalog.ChangeAsync(
            signal.Id,
            s => s with { ExpectedInterval = TimeSpan.FromMilliseconds(2_500), IsArchived = true, Kind = SignalKind.Counter, RetentionDays = 1, Limits = new(null, null, null, 1234.5) },
            default);

        var german = await PageAsync("/setup/audit?entity=kernel_signal&action=changed", "de");
        Assert.Contains("<code>audit/presse/druck</code>", german, StringComparison.Ordinal);
        Assert.Contains("Erwarteter Abstand:</dt> <dd class=\"d-inline text-break\"><del>1\u00A0min</del> → <ins>2,5\u00A0s</ins>", german, StringComparison.Ordinal);
        Assert.Contains("Archiviert:</dt> <dd class=\"d-inline text-break\"><del>nein</del> → <ins>ja</ins>", german, StringComparison.Ordinal);
        Assert.Contains("Art:</dt> <dd class=\"d-inline text-break\"><del>Messung</del> → <ins>Zähler</ins>", german, StringComparison.Ordinal);
        Assert.Contains("Messwerte aufbewahren:</dt> <dd class=\"d-inline text-break\"><ins>1 Tag</ins>", german, StringComparison.Ordinal);
        Assert.Contains("Alarm über:</dt> <dd class=\"d-inline text-break\"><ins>1.234,5</ins>", german, StringComparison.Ordinal);
        Assert.Contains("Einheit:</dt> <dd class=\"d-inline text-break\"><del>–</del> → <ins>°C</ins>", german, StringComparison.Ordinal);

        var english = await PageAsync("/setup/audit?entity=kernel_signal&action=changed", "en");
        Assert.Contains("expected interval:</dt> <dd class=\"d-inline text-break\"><del>1\u00A0min</del> → <ins>2.5\u00A0s</ins>", english, StringComparison.Ordinal);
        Assert.Contains("<ins>1,234.5</ins>", english, StringComparison.Ordinal);
        Assert.DoesNotContain("expectedInterval", english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_module_notes_is_told_too_and_what_nobody_knows_keeps_its_name()
    {
        var audit = host.Services.GetRequiredService<IAudit>();
        await audit.NoteAsync("audit.dropped", "kernel_audit", "1 rows", new { before = new DateTimeOffset(2026, 3, 1, 11, 30, 0, TimeSpan.Zero), days = 400 }, default);
        await audit.NoteAsync("dead-letters.delete", "dead-letter", "many", new { Deleted = 1234, SomethingNew = "x" }, default);
        await audit.NoteAsync("backup.made", "file", "a.tar", new { bytes = 1_500_000_000L }, default);
        await audit.NoteAsync("login.locked", "person", "otto", new { seconds = 90 }, default);

        var german = await PageAsync("/setup/audit", "de");
        foreach (var expected in (string[])["<code>1 Zeile</code>", "<ins>01.03.2026 12:30</ins>", "<ins>400 Tage</ins>", "<code>mehrere</code>", "<ins>1.234</ins>", "somethingNew:", "<ins>1,5\u202FGB</ins>", "<ins>1,5\u00A0min</ins>"])
            Assert.Contains(expected, german, StringComparison.Ordinal);
        Assert.Contains("<code>1 row</code>", await PageAsync("/setup/audit", "en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public async Task Every_field_that_the_registry_writes_has_a_word(string language)
    {
        await using var kernel = await host.Services.GetRequiredService<IDbContextFactory<KernelDb>>().CreateDbContextAsync();
        await using var connect = await host.Services.GetRequiredService<IDbContextFactory<ConnectDb>>().CreateDbContextAsync();
        await using var condition = await host.Services.GetRequiredService<IDbContextFactory<ConditionDb>>().CreateDbContextAsync();
        await using var energy = await host.Services.GetRequiredService<IDbContextFactory<EnergyDb>>().CreateDbContextAsync();
        await using var twins = await host.Services.GetRequiredService<IDbContextFactory<TwinsDb>>().CreateDbContextAsync();
        await using var cooperation = await host.Services.GetRequiredService<IDbContextFactory<CooperationDb>>().CreateDbContextAsync();
        var audited = kernel.Model.GetEntityTypes().Concat(connect.Model.GetEntityTypes()).Concat(condition.Model.GetEntityTypes()).Concat(energy.Model.GetEntityTypes()).Concat(twins.Model.GetEntityTypes()).Concat(cooperation.Model.GetEntityTypes())
            .Where(type => !type.ClrType.IsDefined(typeof(NotAuditedAttribute), false)).ToList();
        var names = audited.SelectMany(type => type.GetProperties().Concat(type.GetComplexProperties().SelectMany(part => part.ComplexType.GetProperties())))
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Distinct().Except(AuditWords.Silent).ToList();
        Assert.True(names.Count > 40, $"{names.Count} fields");

        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            var text = host.Services.GetRequiredService<IStringLocalizer<SetupText>>();
            Assert.Equal("", string.Join(' ', names.Where(name => text["audit.field." + name].ResourceNotFound)));
            Assert.Equal("", string.Join(' ', audited.Select(type => type.GetTableName()).Where(table => text["audit.entity." + table].ResourceNotFound)));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
