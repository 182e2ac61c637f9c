using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.LineProtocol;

/// <summary>
/// Answers in the form that clients of InfluxDB read: <c>code</c> and <c>message</c> (2), <c>error</c> (1). They drop a batch on
/// "partial write" and send it again on 429 and 503, after <c>Retry-After</c> seconds.
/// </summary>
static class WriteAnswers
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task TallyAsync(HttpContext http, WriteTally tally)
    {
        if (tally.Refused > 0)
            return AnswerAsync(http, StatusCodes.Status400BadRequest, "invalid", Text(tally), tally);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public static Task InvalidAsync(HttpContext http, string message) =>
        AnswerAsync(http, StatusCodes.Status400BadRequest, "invalid", message);

    public static Task TooManyAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "1";
        return AnswerAsync(
            http, StatusCodes.Status429TooManyRequests, "too many requests", "Too many requests of this source wait already. Nothing of this one was taken.");
    }

    /// <summary>True for failures that the sender is told in its form.</summary>
    public static bool Knows(Exception e) =>
        e is StoreBusyException or StoreFullException or BodyTooLargeException or NotSupportedException or InvalidDataException
            or BadHttpRequestException;

    public static Task FailedAsync(HttpContext http, Exception e)
    {
        var status = StatusOf(e);
        if (RetryAfterOf(e) is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (status is StatusCodes.Status413PayloadTooLarge)
            http.Response.Headers.Connection = "close"; // the rest of the body is not read
        var code = status switch
        {
            StatusCodes.Status503ServiceUnavailable => "unavailable",
            StatusCodes.Status413PayloadTooLarge => "request too large",
            _ => "invalid",
        };
        return AnswerAsync(http, status, code, e is InvalidDataException ? "the gzip body is damaged or cut off: it was read as far as it is whole" : e.Message);
    }

    public static int StatusOf(Exception e) => e switch
    {
        StoreBusyException or StoreFullException => StatusCodes.Status503ServiceUnavailable, // clients do not repeat on 507
        BodyTooLargeException => StatusCodes.Status413PayloadTooLarge,
        NotSupportedException => StatusCodes.Status415UnsupportedMediaType,
        BadHttpRequestException bad => bad.StatusCode,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>Seconds after which trying again makes sense; a full disk does not mend itself within one.</summary>
    public static int? RetryAfterOf(Exception e) => e switch
    {
        StoreBusyException busy => Math.Max(1, (int)Math.Ceiling(busy.RetryAfter.TotalSeconds)),
        StoreFullException => 30,
        _ => null,
    };

    static string Text(WriteTally tally)
    {
        StringBuilder text = new(string.Create(
            CultureInfo.InvariantCulture, $"partial write: {tally.Refused} of {tally.Seen} {(tally.Seen == 1 ? "line" : "lines")} refused, {tally.Stored} {(tally.Stored == 1 ? "sample" : "samples")} stored"));
        foreach (var (number, reason) in tally.First)
            text.Append(CultureInfo.InvariantCulture, $"; line {number}: {reason.Text}");
        if (tally.Refused > tally.First.Count)
            text.Append(CultureInfo.InvariantCulture, $"; and {tally.Refused - tally.First.Count} more");
        return text.Append(CultureInfo.InvariantCulture, $" dropped={tally.Refused}").ToString();
    }

    static async Task AnswerAsync(HttpContext http, int status, string code, string message, WriteTally? tally = null)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        await using Utf8JsonWriter json = new(http.Response.BodyWriter, Plain);
        json.WriteStartObject();
        json.WriteString("code", code);
        json.WriteString("message", message);
        json.WriteString("error", message);
        if (tally is not null)
            WriteLines(json, tally);
        json.WriteEndObject();
        await json.FlushAsync(http.RequestAborted);
    }

    static void WriteLines(Utf8JsonWriter json, WriteTally tally)
    {
        json.WriteNumber("stored", tally.Stored);
        json.WriteNumber("refused", tally.Refused);
        json.WriteStartArray("lines");
        foreach (var (number, reason) in tally.First)
        {
            json.WriteStartObject();
            json.WriteNumber("line", number);
            json.WriteString("code", reason.Code);
            json.WriteString("reason", reason.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
