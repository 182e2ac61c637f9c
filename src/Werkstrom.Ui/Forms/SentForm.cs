using Microsoft.AspNetCore.Http;

namespace Werkstrom.Ui.Forms;

/// <summary>Reads what a form sent.</summary>
public static class SentForm
{
    extension(HttpContext? http)
    {
        /// <summary>A text; empty when it is not there.</summary>
        public string Sent(string name) => http is { Request.HasFormContentType: true } ? http.Request.Form[name].ToString().Trim() : "";
    }
}
