using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Api;

/// <summary>Where a list goes on, sealed: a cursor that was made up, or is another list's, is refused.</summary>
sealed class AasCursors(IDataProtectionProvider protection)
{
    const int ListBytes = 8;

    readonly IDataProtector _protector = protection.CreateProtector("Werkstrom.Twins.Cursor");

    public string Write(ShelfPlace place, HttpRequest list)
    {
        var bytes = new byte[ListBytes + sizeof(int) + sizeof(long) + sizeof(int)];
        NameOf(list).CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(ListBytes), place.Source);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(ListBytes + sizeof(int)), place.Number);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(ListBytes + sizeof(int) + sizeof(long)), place.Within);
        return Base64Url.EncodeToString(_protector.Protect(bytes));
    }

    public ShelfPlace Read(string cursor, HttpRequest list)
    {
        try
        {
            var bytes = _protector.Unprotect(Base64Url.DecodeFromChars(cursor));
            if (bytes.AsSpan(0, ListBytes).SequenceEqual(NameOf(list)))
            {
                return new(
                    BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(ListBytes)),
                    BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(ListBytes + sizeof(int))),
                    BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(ListBytes + sizeof(int) + sizeof(long))));
            }
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            // told below
        }

        throw ShellException.BadRequest("cursor is none that this list gave.");
    }

    /// <summary>The path and what is searched for, not the size of the page.</summary>
    static byte[] NameOf(HttpRequest list)
    {
        var query = list.Query.Where(q => q.Key is not ("cursor" or "limit")).OrderBy(q => q.Key, StringComparer.Ordinal).Select(q => $"{q.Key}={q.Value}");
        return SHA256.HashData(Encoding.UTF8.GetBytes($"{list.Path}?{string.Join('&', query)}"))[..ListBytes];
    }
}
