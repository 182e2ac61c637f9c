using System.Globalization;
using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Werkstrom.Kernel.Data;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Api;

/// <summary>Takes and gives files as the API does.</summary>
static class AasFiles
{
    const string Unnamed = "file.bin";

    static readonly (string Letter, string Plain)[] Umlauts = [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue"), ("ß", "ss")];

    extension(AasCall call)
    {
        /// <summary>The file of a form with <c>file</c> and <c>fileName</c>, at a path of its own.</summary>
        public async Task<FileRow> ReadFileAsync()
        {
            var form = await call.ReadFormAsync();
            var sent = form.Files["file"] ?? throw ShellException.BadRequest("The form has no part 'file'.");
            // the form keeps it on disk: in memory it stands once, as it is written
            var bytes = new byte[sent.Length];
            await using (var stream = sent.OpenReadStream())
                await stream.ReadExactlyAsync(bytes, call.Stop);
            var name = Safe(form["fileName"].ToString() is { Length: > 0 } given ? given : sent.FileName);
            return new()
            {
                Path = $"/aasx/files/{Guid.NewGuid():n}/{name}",
                ContentType = ContentTypeOf(sent.ContentType),
                FileName = name,
                Bytes = bytes,
            };
        }

        /// <summary>A form of parts.</summary>
        public async Task<IFormCollection> ReadFormAsync()
        {
            if (!call.Http.Request.HasFormContentType)
                throw new ShellException(Refusal.MediaType, $"A body of {ShellException.Quote(call.Http.Request.ContentType ?? "")} is not taken here; it is 'multipart/form-data' with the part 'file'.");
            try
            {
                return await call.Http.Request.ReadFormAsync(call.Stop);
            }
            catch (Exception e) when (e is InvalidDataException or (IOException and not BadHttpRequestException) && !FullDisk.Is(e))
            {
                throw ShellException.BadRequest($"The form cannot be read: {e.Message}");
            }
        }

        /// <summary>200 with a file, to be saved.</summary>
        public Task SendFileAsync(byte[] bytes, string contentType, string fileName)
        {
            var response = call.Http.Response;
            response.ContentType = MediaTypeHeaderValue.TryParse(contentType, out _) ? contentType : MediaTypeNames.Application.Octet;
            response.ContentLength = bytes.Length;
            ContentDispositionHeaderValue disposition = new("attachment");
            disposition.SetHttpFileName(fileName);
            response.Headers.ContentDisposition = disposition.ToString();
            response.Headers["X-FileName"] = Uri.EscapeDataString(fileName);
            return response.Body.WriteAsync(bytes, 0, bytes.Length, call.Stop);
        }
    }

    /// <summary>The name of a file without folders: letters and digits of ASCII, dot, hyphen and underscore, as the paths of packages have them. Umlauts are written out, accents fall away, anything else becomes an underscore.</summary>
    public static string Safe(string fileName)
    {
        var plain = Umlauts.Aggregate(fileName.Split('/', '\\')[^1].Normalize(), (name, u) => name.Replace(u.Letter, u.Plain, StringComparison.Ordinal)).Normalize(NormalizationForm.FormD);
        var name = new string([.. plain.Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')]).Trim('.');
        return name.Length == 0 ? Unnamed : name.Length <= 100 ? name : name[^100..];
    }

    static string ContentTypeOf(string? given) => string.IsNullOrWhiteSpace(given) ? MediaTypeNames.Application.Octet : given;
}
