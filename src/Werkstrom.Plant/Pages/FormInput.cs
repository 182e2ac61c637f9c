using System.Globalization;
using Microsoft.AspNetCore.Http;
using Werkstrom.Ui.Forms;

namespace Werkstrom.Plant.Pages;

/// <summary>Reads what a form sent, as the reader writes it.</summary>
static class FormInput
{
    extension(HttpContext? http)
    {
        /// <summary>A number with decimal comma or point; null for an empty input.</summary>
        public double? SentNumber(string name, Asking.Faults faults, string label)
        {
            var text = http.Sent(name);
            if (text.Length == 0)
                return null;
            if (double.TryParse(text.Replace('−', '-'), NumberStyles.Float, CultureInfo.CurrentCulture, out var number)
                || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            {
                return number;
            }

            faults.Add(name, $"{label}: „{text}“");
            return null;
        }
    }
}
