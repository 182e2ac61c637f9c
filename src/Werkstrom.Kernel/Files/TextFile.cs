using System.IO.Compression;
using System.Text;

namespace Werkstrom.Kernel.Files;

/// <summary>A file opened as text: gzip unpacked, encoding found from its first bytes.</summary>
public sealed class TextFile : IDisposable
{
    /// <summary>How many bytes are looked at to find the encoding.</summary>
    const int HeadBytes = 256 * 1024;

    readonly FileStream _file;

    TextFile(FileStream file, TextReader text, string encoding, bool isGzip) =>
        (_file, Text, Encoding, IsGzip) = (file, text, encoding, isGzip);

    /// <summary>Its text, from the start.</summary>
    public TextReader Text { get; }

    /// <summary><c>utf-8</c>, <c>utf-16</c>, <c>utf-16BE</c> or <c>windows-1252</c>.</summary>
    public string Encoding { get; }

    /// <summary>It is packed with gzip.</summary>
    public bool IsGzip { get; }

    /// <summary>Bytes of the file on disk, packed if it is packed.</summary>
    public long Length => _file.Length;

    /// <summary>How far into the file on disk reading has come.</summary>
    public long Position => _file.Position;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="encoding">Its encoding when known; null to find it.</param>
    /// <exception cref="NotTextException">It holds no text.</exception>
    public static TextFile Open(string path, string? encoding = null)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.SequentialScan);
        try
        {
            Span<byte> magic = stackalloc byte[2];
            var isGzip = file.ReadAtLeast(magic, 2, false) == 2 && magic is [0x1f, 0x8b];
            encoding ??= Find(Head(file, isGzip));
            file.Position = 0;
            Stream bytes = isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
            return new(file, new StreamReader(bytes, Decoder(encoding), true, 64 * 1024), encoding, isGzip);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Closes it.</summary>
    public void Dispose()
    {
        Text.Dispose();
        _file.Dispose();
    }

    /// <summary>The encoding of a file that begins so.</summary>
    internal static string Find(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
            return "utf-8";
        if (head.StartsWith<byte>([0xFF, 0xFE]))
            return "utf-16";
        if (head.StartsWith<byte>([0xFE, 0xFF]))
            return "utf-16BE";
        if (ZerosAt(head, 1) > head.Length / 5 && ZerosAt(head, 0) == 0)
            return "utf-16";
        if (ZerosAt(head, 0) > head.Length / 5 && ZerosAt(head, 1) == 0)
            return "utf-16BE";
        RefuseBinary(head);
        return IsUtf8(head) ? "utf-8" : "windows-1252";
    }

    static byte[] Head(FileStream file, bool isGzip)
    {
        file.Position = 0;
        var head = new byte[HeadBytes];
        try
        {
            using var unpacked = isGzip ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : null;
            return head[..((Stream?)unpacked ?? file).ReadAtLeast(head, head.Length, false)];
        }
        catch (InvalidDataException broken)
        {
            throw new NotTextException("file.gzip", broken.Message);
        }
    }

    static int ZerosAt(ReadOnlySpan<byte> head, int first)
    {
        var zeros = 0;
        for (var i = first; i < head.Length; i += 2)
        {
            if (head[i] == 0)
                zeros++;
        }

        return zeros;
    }

    static void RefuseBinary(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\u0003\u0004"u8))
            throw new NotTextException("file.zip");
        var strange = 0;
        foreach (var one in head)
        {
            if (one == 0)
                throw new NotTextException("file.zero");
            if (one is < 32 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 12 or 26))
                strange++;
        }

        if (strange * 50 > head.Length)
            throw new NotTextException("file.control");
    }

    static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        // a character that the end of the head cuts in two proves nothing
        for (var cut = 0; cut < Math.Min(4, head.Length + 1); cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(head[..^cut]))
                return head.Length == HeadBytes || cut == 0;
        }

        return false;
    }

    static Encoding Decoder(string encoding) => encoding switch
    {
        // bytes beyond the head that are not UTF-8 are read as Windows-1252, not lost
        "utf-8" => System.Text.Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new WesternFallback()),
        "windows-1252" or "iso-8859-1" => Western,
        "utf-16" => System.Text.Encoding.Unicode,
        "utf-16BE" => System.Text.Encoding.BigEndianUnicode,
        _ => throw new ArgumentException($"Encoding '{encoding}' is not known."),
    };

    internal static Encoding Western { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    sealed class WesternFallback : DecoderFallback
    {
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

        sealed class Buffer : DecoderFallbackBuffer
        {
            string _text = "";
            int _next;

            public override int Remaining => _text.Length - _next;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                (_text, _next) = (Western.GetString(bytesUnknown), 0);
                return _text.Length > 0;
            }

            public override char GetNextChar() => _next < _text.Length ? _text[_next++] : '\0';

            public override bool MovePrevious() => _next > 0 && --_next >= 0;

            public override void Reset() => (_text, _next) = ("", 0);
        }
    }
}

/// <summary>A file holds nothing that could be read.</summary>
/// <param name="reason">Key of the reason in the texts of the import.</param>
/// <param name="detail">What is filled into it.</param>
public sealed class NotTextException(string reason, string detail = "") : Exception(reason)
{
    /// <summary>What is filled into the reason.</summary>
    public string Detail { get; } = detail;
}
