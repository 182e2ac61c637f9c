using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Files;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Energy.Portal.Letters;

/// <summary>The verb <c>letters make</c>: a CSV file with addresses and codes for a program that prints letters, over the API of the running server.</summary>
static class LetterCommand
{
    static readonly Argument<FileInfo> File = new("FILE") { Description = "The CSV file; it must not be there yet. Whoever reads it can become these customers" };
    static readonly Option<string[]> Customers = new("--customer") { HelpName = "NUMBER", Description = "Number of a customer; several times", AllowMultipleArgumentsPerToken = true };
    static readonly Option<bool> All = new("--all") { Description = "All with a contract that holds who have no access yet, 1,000 at most" };

    public static Command Make()
    {
        var data = CommonOptions.Data();
        Command make = new("make", "Make letters with codes; older codes of these customers end") { File, Customers, All, data };
        make.SetAction(async (given, stop) =>
        {
            var file = given.GetValue(File)!;
            if (file.Exists)
                return await FailAsync($"'{file.FullName}' is there already: nothing was made.");
            await using var server = await LocalServer.ConnectAsync(new DataFolder(given.GetValue(data)!), stop);
            using var answer = await server.Http.PostAsJsonAsync(new Uri("api/energy/letters", UriKind.Relative), new LetterApi.LetterAsk(given.GetValue(Customers), given.GetValue(All)), stop);
            if (!answer.IsSuccessStatusCode || await answer.Content.ReadFromJsonAsync<LetterApi.LettersView>(stop) is not { } made)
                return await FailAsync(await answer.Content.ReadAsStringAsync(stop));
            await WriteAsync(file, made, stop);
            Console.WriteLine($"{made.Letters.Count} letters: {file.FullName}");
            return made.Unknown.Count == 0 ? 0 : await FailAsync($"Nobody has the number {string.Join(", ", made.Unknown)}.");
        });
        return new("letters", "Letters with codes for the customers' pages") { make };
    }

    // only for who made it: the codes are keys
    static async Task WriteAsync(FileInfo file, LetterApi.LettersView made, CancellationToken stop)
    {
        FileStreamOptions own = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            own.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using StreamWriter writer = new(file.FullName, Encoding.UTF8, own);
        await writer.WriteLineAsync("customer,name,street,postcode,city,code,until,address".AsMemory(), stop);
        foreach (var l in made.Letters)
        {
            string[] cells = [l.Customer, l.Name, l.Street, l.Postcode, l.City, l.Code, l.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), made.Start];
            await writer.WriteLineAsync(string.Join(',', cells.Select(CsvCell.Quoted)).AsMemory(), stop);
        }
    }

    static async Task<int> FailAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return 1;
    }
}
