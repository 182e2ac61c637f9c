using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Api;

/// <summary>Writes answers in the forms of the specification.</summary>
static class AasAnswer
{
    const string JsonType = "application/json";
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    extension(AasCall call)
    {
        /// <summary>200 with JSON and the tag of what it shows; 304 when the caller has it.</summary>
        public Task SendAsync(Entry entry, Action<Utf8JsonWriter> write) => call.IsKnown(entry) ? Task.CompletedTask : call.SendAsync(StatusCodes.Status200OK, write);

        /// <summary>200 with the whole of an entry.</summary>
        public Task SendAsync(Entry entry) => call.IsKnown(entry) ? Task.CompletedTask : call.SendAsync(entry.Json);

        /// <summary>200 with an object of the metamodel.</summary>
        public Task SendAsync(Entry entry, IClass value) => call.IsKnown(entry) ? Task.CompletedTask : call.SendAsync(AasJson.Write(value));

        /// <summary>A status with JSON that is there already.</summary>
        public Task SendAsync(ReadOnlyMemory<byte> json, int status = StatusCodes.Status200OK)
        {
            var response = call.Http.Response;
            (response.StatusCode, response.ContentType, response.ContentLength) = (status, JsonType, json.Length);
            return response.Body.WriteAsync(json, call.Stop).AsTask();
        }

        /// <summary>A status with JSON that is written now.</summary>
        public Task SendAsync(int status, Action<Utf8JsonWriter> write)
        {
            ArrayBufferWriter<byte> json = new(1_024);
            using (Utf8JsonWriter writer = new(json, Plain))
                write(writer);
            return call.SendAsync(json.WrittenMemory, status);
        }

        /// <summary>201 with where it is and what it is.</summary>
        public Task CreatedAsync(string path, byte[] json)
        {
            call.Http.Response.Headers.Location = AasCall.Root + path;
            return call.SendAsync(json, StatusCodes.Status201Created);
        }

        /// <summary>204.</summary>
        public Task NothingAsync(Entry? after = null)
        {
            if (after is not null)
                call.Http.Response.Headers.ETag = after.Tag;
            call.Http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        /// <summary>A page: <c>paging_metadata</c> and <c>result</c>.</summary>
        public Task PageAsync<T>(IEnumerable<T> items, ShelfPlace? next, Action<Utf8JsonWriter, T> write) => call.SendAsync(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("paging_metadata");
            if (call.Cursor(next) is { } cursor)
                writer.WriteString("cursor", cursor);
            writer.WriteEndObject();
            writer.WriteStartArray("result");
            foreach (var item in items)
                write(writer, item);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });

        bool IsKnown(Entry entry)
        {
            var headers = call.Http.Response.Headers;
            (headers.ETag, headers.CacheControl) = (entry.Tag, "no-cache");
            if (call.Http.Request.Headers.IfNoneMatch.ToString() != entry.Tag)
                return false;
            call.Http.Response.StatusCode = StatusCodes.Status304NotModified;
            return true;
        }
    }

    /// <summary>An error: <c>messages</c>, everything that is wrong at once.</summary>
    public static async Task RefuseAsync(HttpContext http, int status, IReadOnlyList<Wrong> wrongs, DateTimeOffset now)
    {
        var response = http.Response;
        (response.StatusCode, response.ContentType, response.Headers.CacheControl) = (status, JsonType, "no-store");
        await using Utf8JsonWriter writer = new(response.BodyWriter, Plain);
        Write(writer, wrongs, status.ToString(CultureInfo.InvariantCulture), http.TraceIdentifier, now);
        await writer.FlushAsync(http.RequestAborted);
    }

    static void Write(Utf8JsonWriter writer, IReadOnlyList<Wrong> wrongs, string status, string correlation, DateTimeOffset now)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("messages");
        foreach (var wrong in wrongs)
        {
            writer.WriteStartObject();
            writer.WriteString("code", wrong.Code ?? status); // clients look for the status here
            writer.WriteString("correlationId", correlation);
            writer.WriteString("messageType", "Error");
            writer.WriteString("text", wrong.Text);
            writer.WriteString("timestamp", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
