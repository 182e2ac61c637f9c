using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Werkstrom.Tests.Energy.Index;

/// <summary>A host with Luxembourg's 2024 imported as a user does it: region, SMARD file, hours of the zone.</summary>
public sealed class IndexYear : IAsyncLifetime
{
    public const string Smard = "energy/smard/quarterly_smard_data_lu_smard_2024_complete.csv";
    public const string Zone = "energy/germany-hourly/generation_load_price_2024-01_2025-06.csv";

    public Host Host { get; } = new();

    /// <summary>What the two imports answered; null where the data is not here.</summary>
    public IReadOnlyList<JsonNode>? Imports { get; private set; }

    public async Task InitializeAsync()
    {
        await Host.InitializeAsync();
        if (!SharedData.Exists(Smard) || !SharedData.Exists(Zone))
            return;
        (await Host.Local.PutAsJsonAsync("api/energy/index/LU", new { name = "Luxemburg", zone = "DE-LU" })).EnsureSuccessStatusCode();
        Imports = [await ImportAsync("LU", File.ReadAllText(SharedData.Path(Smard))), await ImportAsync("LU", File.ReadAllText(SharedData.Path(Zone)))];
    }

    public Task DisposeAsync() => Host.DisposeAsync();

    public async Task<JsonNode> ImportAsync(string region, string text, string further = "")
    {
        using StringContent body = new(text);
        return await JsonAsync(await Host.Local.PostAsync($"api/energy/index/{region}/import?file=test.csv{further}", body));
    }

    public async Task<JsonNode> PostAsync(string path) => await JsonAsync(await Host.Local.PostAsync(path, null));

    public async Task<JsonNode> GetAsync(string path) => await JsonAsync(await Host.Local.GetAsync(path));

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Changes the registry behind the program's back.</summary>
    public int Tamper(string sql)
    {
        using SqliteConnection file = new($"Data Source={Path.Combine(Host.Folder, "registry.db")}");
        file.Open();
        using var command = file.CreateCommand();
#pragma warning disable CA2100 // constants of tests
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteNonQuery();
    }
}
