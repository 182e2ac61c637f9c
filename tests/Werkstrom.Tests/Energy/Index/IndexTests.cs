using System.Text.Json.Nodes;

namespace Werkstrom.Tests.Energy.Index;

/// <summary>From files to an index that anybody can compute again: import, freeze, verify, tamper.</summary>
public sealed class IndexTests(IndexYear year) : IClassFixture<IndexYear>
{
    [DataFact(IndexYear.Smard)]
    public void Files_become_parts_of_the_region_without_its_conventional_plants()
    {
        var (region, zone) = (year.Imports![0], year.Imports[1]);
        Assert.Equal("region 2024-01-01 2025-01-05", $"{region["kind"]} {region["from"]} {region["to"]}");
        Assert.Equal(["input/LU/hydro", "input/LU/biomass", "input/LU/wind", "input/LU/solar", "input/LU/load"], region["rows"]!.AsArray().Select(r => (string)r!["series"]!));
        Assert.Equal(["Sonstige Konventionelle", "Erdgas", "Residuallast"], region["leftOut"]!.AsArray().Select(l => (string)l!));
        Assert.All(region["rows"]!.AsArray(), r => Assert.Equal(35_616, (int)r!["values"]!)); // 366 days + 5, the missing and the double hour cancel out
        Assert.Empty(region["faults"]!.AsArray());
        Assert.Equal("share/DE-LU", (string)zone["rows"]![0]!["series"]!);
        Assert.Equal(371, (int)zone["days"]!);
    }

    [DataFact(IndexYear.Smard)]
    public async Task Days_of_the_clock_change_have_92_and_100_quarter_hours_and_shares_worked_out_by_hand()
    {
        var spring = await year.GetAsync("api/energy/index/LU?from=2024-03-31&to=2024-03-31");
        var autumn = await year.GetAsync("api/energy/index/LU?from=2024-10-27&to=2024-10-27");
        Assert.Equal(92, spring["days"]![0]!["quarters"]!.AsArray().Count);
        Assert.Equal(100, autumn["days"]![0]!["quarters"]!.AsArray().Count);

        // 2 Jan 2024 00:00: read from the two files by hand
        var first = (await year.GetAsync("api/energy/index/LU?from=2024-01-02&to=2024-01-02"))["days"]![0]!["quarters"]![0]!;
        var line = File.ReadLines(SharedData.Path(IndexYear.Smard)).Single(l => l.StartsWith("2024-01-02;00:00;", StringComparison.Ordinal)).Split(';');
        double[] cells = [.. line[3..].Select(c => double.Parse(c.Replace(',', '.'), System.Globalization.CultureInfo.InvariantCulture))];
        var zone = File.ReadLines(SharedData.Path(IndexYear.Zone)).Single(l => l.Contains("2024-01-01T23:00:00", StringComparison.Ordinal)).Split(',');
        var coverage = (cells[0] + cells[2] + cells[3] + cells[4]) / cells[6];
        var share = Math.Min(1, double.Parse(zone[3], System.Globalization.CultureInfo.InvariantCulture) / double.Parse(zone[2], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(coverage, (double)first["coverage"]!, 5);
        Assert.Equal(coverage + ((1 - coverage) * share), (double)first["share"]!, 5);
        Assert.True((bool)first["isProvisional"]!);
        Assert.InRange((double)first["co2"]!, 11, 700);
    }

    [DataFact(IndexYear.Smard)]
    public async Task A_year_is_made_afterwards_and_verified_and_one_changed_number_is_named_with_its_day_and_rule()
    {
        var answers = (await year.PostAsync("api/energy/index/LU/freeze?from=2024-01-01&to=2024-12-31")).AsArray();
        var missing = Assert.Single(answers, a => (string)a!["state"]! != "frozen")!;
        Assert.Equal("2024-01-01", (string)missing["day"]!); // its first hour lies before the hours of the zone
        Assert.Contains("share of the zone: 4 of 96 quarter-hours are missing", (string)missing["why"]!, StringComparison.Ordinal);
        Assert.All((await year.PostAsync("api/energy/index/LU/freeze?from=2024-02-01&to=2024-02-02")).AsArray(), a => Assert.Equal("already", (string)a!["state"]!));

        var sound = await VerifyAsync();
        Assert.True((bool)sound["isSound"]!, sound["faults"]!.ToJsonString());
        Assert.Equal("365 35040", $"{sound["frozen"]} {sound["quarterHours"]}"); // 366 days less the first one: 35,136 - 96
        var day = (await year.GetAsync("api/energy/index/LU?from=2024-07-01&to=2024-07-01"))["days"]![0]!;
        Assert.Equal("measured", (string)day["seal"]!["basis"]!);
        Assert.All(day["quarters"]!.AsArray(), q => Assert.Equal((int)q!["measured"]!, (int)q["index"]!));

        await NamedAsync("UPDATE energy_index_input SET inputs = replace(inputs, '\"load\":[', '\"load\":[1') WHERE day = 19905", "2024-07-01 input-hash");
        await NamedAsync("UPDATE energy_series_day SET numbers = '1' || numbers WHERE name = 'index/LU' AND day = 19905", "2024-07-01 series");
        await NamedAsync("UPDATE energy_index_frozen SET inputs = replace(inputs, '\"shares\":[', '\"shares\":[1') WHERE day = 19905", "2024-07-01 inputs");
        await NamedAsync("UPDATE energy_index_frozen SET jws = (SELECT jws FROM energy_index_frozen WHERE day = 19906) WHERE day = 19905", "2024-07-01 record");
        await NamedAsync("UPDATE energy_index_frozen SET jws = replace(jws, '.', '.e') WHERE day = 19905", "2024-07-01 signature");
        await NamedAsync("DELETE FROM energy_index_frozen WHERE day = 19905", "2024-07-02 chain");
        Assert.True((bool)(await VerifyAsync())["isSound"]!);
    }

    [DataFact(IndexYear.Smard)]
    public async Task The_keys_are_given_to_everybody_as_a_JWK_set()
    {
        using var anonymous = year.Host.Anonymous();
        var key = JsonNode.Parse(await anonymous.GetStringAsync("api/energy/index/keys"))!["keys"]![0]!;
        Assert.Equal("EC P-256 sig ES256", $"{key["kty"]} {key["crv"]} {key["use"]} {key["alg"]}");
        Assert.False(((JsonObject)key).ContainsKey("d"));
    }

    Task<JsonNode> VerifyAsync() => year.GetAsync("api/energy/index/LU/verify");

    /// <summary>Changes a number of a day, sees it named, and puts the day and the one after it back.</summary>
    async Task NamedAsync(string sql, string dayAndRule)
    {
        const string Touched = "WHERE day BETWEEN 19905 AND 19906";
        string[] tables = ["energy_index_input", "energy_series_day", "energy_index_frozen"];
        foreach (var table in tables)
            year.Tamper($"DROP TABLE IF EXISTS was_{table}; CREATE TABLE was_{table} AS SELECT * FROM {table} {Touched}");
        try
        {
            Assert.True(year.Tamper(sql) > 0);
            var answer = await VerifyAsync();
            Assert.False((bool)answer["isSound"]!);
            Assert.Contains(dayAndRule, answer["faults"]!.AsArray().Select(f => $"{f!["day"]} {f["rule"]}"));
        }
        finally
        {
            foreach (var table in tables)
                year.Tamper($"DELETE FROM {table} {Touched}; INSERT INTO {table} SELECT * FROM was_{table}; DROP TABLE was_{table}");
        }
    }
}
