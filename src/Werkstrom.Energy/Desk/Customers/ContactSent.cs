using System.Globalization;
using Microsoft.AspNetCore.Http;
using Werkstrom.Ui;
using Werkstrom.Ui.Forms;

namespace Werkstrom.Energy.Desk.Customers;

/// <summary>A contact as a form has it, each field as it was typed.</summary>
/// <param name="At">When it was, as an input of date and time has it.</param>
/// <param name="Way">One of <see cref="ContactBook.Ways"/>.</param>
/// <param name="IsFromUs">Whether the house began it.</param>
/// <param name="Words">What was said.</param>
/// <param name="Due">Day by which something is to be done; empty: nothing is.</param>
/// <param name="IsDone">Whether that was done.</param>
sealed record ContactSent(string At, string Way = "phone", bool IsFromUs = false, string Words = "", string Due = "", bool IsDone = false)
{
    /// <summary>What a form sent.</summary>
    public static ContactSent Of(HttpContext http) =>
        new(http.Sent("at"), http.Sent("way"), http.Sent("from_us") == "yes", http.Sent("words"), http.Sent("due"), http.Sent("done").Length > 0);

    /// <summary>A contact that is known.</summary>
    public static ContactSent Of(Contact contact, Format format) => new(
        format.Input(contact.At)[..16], contact.Way, contact.IsFromUs, contact.Words ?? "", contact.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", contact.IsDone);

    /// <summary>What is meant; where a field cannot be read, it is left at now or nothing.</summary>
    /// <returns>The contact, and which fields cannot be read: keys of the texts by field.</returns>
    public (ContactWish Wish, Dictionary<string, string> Faults) Read(Format format)
    {
        Dictionary<string, string> faults = [];
        if (format.ReadInput(At) is not { } at)
        {
            faults["at"] = "contact.at.fault";
            at = format.Now;
        }

        DateOnly? due = DateOnly.TryParseExact(Due, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        if (due is null && Due.Length > 0)
            faults["due"] = "contact.due.fault";
        return (new(at, Way, IsFromUs, Words, due, IsDone), faults);
    }
}
