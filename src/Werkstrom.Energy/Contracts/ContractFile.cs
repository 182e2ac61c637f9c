using System.Text;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Files;

namespace Werkstrom.Energy.Contracts;

/// <summary>Reads and writes contracts as CSV: a header of known columns, then a line a contract.</summary>
sealed class ContractFile(ContractCheck check, IStringLocalizer<ContractText> text)
{
    /// <summary>Largest file, bytes: some 100,000 contracts.</summary>
    public const long Largest = 32L << 20;

    static readonly string[] Needed = ["number", "customer", "malo", "tariff", "annual_kwh", "from"];

    /// <summary>Reads and checks a file.</summary>
    public async Task<ContractDraft> ReadAsync(byte[] bytes, CancellationToken stop)
    {
        var content = Decode(bytes).TrimStart('\uFEFF');
        List<ContractFault> faults = [];
        var wishes = Rows(content, faults);
        if (faults.Exists(f => f.Field == "file"))
            return new([], faults);
        var draft = await check.CheckAsync(wishes, stop);
        return draft with { Faults = [.. faults.Concat(draft.Faults).OrderBy(f => f.Line)] };
    }

    /// <summary>The header, and a line for those who begin.</summary>
    public static string Example() => string.Join(';', ContractWish.Columns.Select(c => c.Column))
        + "\nV-1001;K-1001;Erika Mustermann;Hauptstraße 1;12345;Musterstadt;erika@example.org;41373559241;Musterstadt/Nord;TARIFF;NI;to-100000;example;;profile;no;H25;3500;2024-01-01;;;;14\n";

    List<(int, ContractWish)> Rows(string content, List<ContractFault> faults)
    {
        List<(int, ContractWish)> wishes = [];
        RowReader rows = new(new StringReader(content), Delimiter(content));
        if (!rows.Next())
        {
            faults.Add(new(0, "file", text["file.empty"]));
            return wishes;
        }

        var header = rows.ToArray();
        var columns = header.Select(name => Array.FindIndex(ContractWish.Columns, c => string.Equals(c.Column, name, StringComparison.OrdinalIgnoreCase))).ToArray();
        faults.AddRange(header.Where((_, i) => columns[i] < 0).Select(name => new ContractFault(1, "file", text["file.column", name, string.Join(", ", ContractWish.Columns.Select(c => c.Column))])));
        faults.AddRange(Needed.Except(header, StringComparer.OrdinalIgnoreCase).Select(name => new ContractFault(1, "file", text["file.missing", name])));
        if (faults.Count > 0)
            return wishes;
        while (rows.Next())
        {
            var line = (int)rows.Line;
            if (rows.Problem is not null)
                faults.Add(new(line, "row", text["file.row"]));
            else if (rows.Count != columns.Length)
                faults.Add(new(line, "row", text["file.cells", columns.Length, rows.Count]));
            else
                wishes.Add((line, Wish(rows, columns)));
        }

        if (wishes.Count == 0 && faults.Count == 0)
            faults.Add(new(0, "file", text["file.empty"]));
        return wishes;
    }

    static ContractWish Wish(RowReader rows, int[] columns)
    {
        ContractWish wish = new();
        for (var i = 0; i < columns.Length; i++)
            wish = ContractWish.Columns[columns[i]].Set(wish, rows[i].ToString());
        return wish;
    }

    static char Delimiter(string content)
    {
        var head = content.AsSpan(0, Math.Max(0, content.IndexOf('\n') is var end and >= 0 ? end : content.Length));
        return head.Contains(';') ? ';' : head.Contains('\t') ? '\t' : ',';
    }

    static string Decode(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
