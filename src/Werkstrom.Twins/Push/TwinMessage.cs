using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Assets;
using Werkstrom.Store.Queries;
using Werkstrom.Store.Live;
using Werkstrom.Twins.Alive;
using Werkstrom.Twins.Shells;
using Werkstrom.Twins.Shells.Values;

namespace Werkstrom.Twins.Push;

/// <summary>What is pushed, the same in every protocol: an object that says what happened to what, and the value in its ValueOnly form.</summary>
static class TwinMessage
{
    /// <summary>The event of a new sample.</summary>
    public const string ValueWord = "value";

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A change of something stored.</summary>
    /// <param name="change">The change.</param>
    /// <param name="shell">Identifier of the shell of the asset that a submodel belongs to; null when it belongs to none.</param>
    public static byte[] Of(TwinChange change, string? shell) => Write(w =>
    {
        w.WriteString("event", change.What);
        if (change.Kind == EntryKind.Shell)
            w.WriteString("shell", change.Id);
        else if (shell is not null)
            w.WriteString("shell", shell);
        if (change.Kind == EntryKind.Submodel)
            w.WriteString("submodel", change.Id);
        if (change.Path is { } path)
            w.WriteString("path", path);
        w.WriteString("time", Parts.Instant(change.At));
        if (change.Value is { } value)
        {
            w.WritePropertyName("value");
            w.WriteRawValue(value, skipInputValidation: true);
        }
    });

    /// <summary>A new sample of a signal.</summary>
    public static byte[] Of(AliveIds ids, Asset asset, Property element, LiveValue sample) => Write(w =>
    {
        w.WriteString("event", ValueWord);
        w.WriteString("shell", ids.Shell(asset.Id));
        w.WriteString("submodel", ids.Submodel(asset.Id, OperationalData.Name));
        w.WriteString("path", element.IdShort);
        w.WriteString("time", Parts.Instant(Micros.ToInstant(sample.Instant)));
        w.WriteString("quality", Parts.QualityWord(sample.Quality));
        w.WritePropertyName("value");
        ValueOut.Write(w, element, withBlobs: false);
    });

    static byte[] Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> json = new(256);
        using (Utf8JsonWriter writer = new(json, Plain))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return json.WrittenSpan.ToArray();
    }
}
