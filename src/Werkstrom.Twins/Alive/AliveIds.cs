using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Modules;
using Werkstrom.Ui;

namespace Werkstrom.Twins.Alive;

/// <summary>
/// The identifiers of shells that are made of assets: a base, what it is, and the number of the asset, which no rename or move changes. Without a
/// base in the settings it is <c>urn:werkstrom:</c> and the name of this installation, so that two houses never have the same identifiers.
/// </summary>
sealed class AliveIds(IDbContextFactory<TwinsDb> dbs, IOptions<TwinsOptions> options, IOptions<UiOptions> ui) : IStartStep
{
    const string Shells = "shells/", Submodels = "submodels/", Assets = "assets/";

    string _base = "";

    public int Order => 320;

    public async Task StartAsync(CancellationToken stop) => _base = options.Value.BaseIri is { Length: > 0 } set ? set : $"urn:werkstrom:{await HouseAsync(stop)}:";

    /// <summary>The language of the names that people gave to assets and signals: that of the house.</summary>
    public string Language => ui.Value.Language;

    /// <summary>What identifiers of submodels of assets begin with.</summary>
    public string SubmodelPrefix => _base + Submodels;

    /// <summary>Identifier of the asset itself.</summary>
    public string Asset(int asset) => Of(Assets, asset);

    /// <summary>Identifier of its shell.</summary>
    public string Shell(int asset) => Of(Shells, asset);

    /// <summary>Identifier of a submodel of it.</summary>
    public string Submodel(int asset, string name) => $"{Of(Submodels, asset)}/{name}";

    /// <summary>The asset of a shell's identifier.</summary>
    public bool TryShell(string id, out int asset)
    {
        asset = 0;
        return After(id, Shells) is { } rest && TryNumber(rest, out asset);
    }

    /// <summary>The asset of its own identifier.</summary>
    public bool TryAsset(string id, out int asset)
    {
        asset = 0;
        return After(id, Assets) is { } rest && TryNumber(rest, out asset);
    }

    /// <summary>The asset and the name of a submodel's identifier.</summary>
    public bool TrySubmodel(string id, out int asset, out string name)
    {
        (asset, name) = (0, "");
        if (After(id, Submodels) is not { } rest || rest.IndexOf('/', StringComparison.Ordinal) is var slash && slash < 1)
            return false;
        name = rest[(slash + 1)..];
        return TryNumber(rest[..slash], out asset);
    }

    string Of(string what, int asset) => string.Create(CultureInfo.InvariantCulture, $"{_base}{what}{asset}");

    string? After(string id, string what) =>
        id.StartsWith(_base, StringComparison.Ordinal) && id.AsSpan(_base.Length).StartsWith(what, StringComparison.Ordinal) ? id[(_base.Length + what.Length)..] : null;

    // only the form that is given out: 007 would be a second identifier of the same thing
    static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0 && text[0] != '0';

    async Task<string> HouseAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<HouseRow>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == HouseRow.Only, stop) is { } known)
            return known.Name;
        HouseRow made = new() { Id = HouseRow.Only, Name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)) };
        db.Add(made);
        await db.SaveChangesAsync(stop);
        return made.Name;
    }
}
