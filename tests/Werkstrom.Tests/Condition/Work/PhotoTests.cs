using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Work;
using Werkstrom.Condition.Work.Photos;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.People;
using Werkstrom.Tests.Plant;

namespace Werkstrom.Tests.Condition.Work;

public sealed class PhotoTests(Host host) : IClassFixture<Host>
{
    /// <summary>16 × 8 pixels, without Exif; made by ImageMagick 6.</summary>
    static readonly byte[] Jpeg = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09P"
        + "T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAIABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAWEAEBAQAAAAAAAAAAAAAAAAAAFGH/xAAVAQEBAAAAAAAAAAAAAAAAAAAEBv/EABcRAAMB"
        + "AAAAAAAAAAAAAAAAAAAEFVL/2gAMAwEAAhEDEQA/AJGzSzQVsZTIys1o/9k=");

    /// <summary>4 × 2 pixels with the text "comment: somewhere 52.5N"; made by ImageMagick 6.</summary>
    static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACAQMAAABFZu8gAAAABGdBTUEAALGPC/xhBQAAACBjSFJNAAB6JgAAgIQAAPoAAACA6AAAdTAAAOpgAAA6mAAAF3CculE8AAAABlBMVEUAgAD///8UPy9PAAAAAWJLR0QB/wIt3gAAAAd0"
        + "SU1FB+oLFgoaFN7JAGYAAAAMSURBVAjXY2BgYAAAAAQAASc0JwoAAAAXdEVYdGNvbW1lbnQAc29tZXdoZXJlIDUyLjVOB9mcoAAAACV0RVh0ZGF0ZTpjcmVhdGUAMjAyNi0xMS0yMlQxMDoyNjoyMCswMDowMBUsHUUAAAAldEVY"
        + "dGRhdGU6bW9kaWZ5ADIwMjYtMTEtMjJUMTA6MjY6MjArMDA6MDBkcaX5AAAAAElFTkSuQmCC");

    /// <summary>4 × 2 pixels; made by ImageMagick 6.</summary>
    static readonly byte[] WebP = Convert.FromBase64String("UklGRjgAAABXRUJQVlA4ICwAAADQAQCdASoEAAIAAgA0JaACdLoB+AADsAD+8Oj3/yC5YXXI1/5sCua5+agAAA==");

    // a TIFF directory after CIPA DC-008: camera "PlantCam", orientation 6, and a place whose latitude is 52° 31' 0"
    static readonly byte[] Exif =
    [
        .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0,
        3, 0,
        0x10, 0x01, 2, 0, 9, 0, 0, 0, 50, 0, 0, 0,
        0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0,
        0x25, 0x88, 4, 0, 1, 0, 0, 0, 60, 0, 0, 0,
        0, 0, 0, 0,
        .. "PlantCam\0\0"u8,
        1, 0,
        2, 0, 5, 0, 3, 0, 0, 0, 78, 0, 0, 0,
        0, 0, 0, 0,
        52, 0, 0, 0, 1, 0, 0, 0, 31, 0, 0, 0, 1, 0, 0, 0, 77, 0, 0, 0, 1, 0, 0, 0,
    ];

    PhotoShelf Shelf => host.Services.GetRequiredService<PhotoShelf>();

    static byte[] WithExif(byte[] jpeg)
    {
        byte[] part = [0xFF, 0xE1, 0, 0, .. Exif];
        BinaryPrimitives.WriteUInt16BigEndian(part.AsSpan(2), (ushort)(part.Length - 2));
        byte[] xmp = [0xFF, 0xE1, 0, 40, .. Encoding.ASCII.GetBytes("http://ns.adobe.com/xap/1.0/\0GPS=52.5".PadRight(38))];
        return [.. jpeg[..20], .. part, .. xmp, .. jpeg[20..], .. "a film with a place behind the end"u8];
    }

    async Task<JsonElement> SendAsync(long order, params (string Name, byte[] Bytes)[] files)
    {
        using MultipartFormDataContent form = [];
        foreach (var (name, bytes) in files)
            form.Add(new ByteArrayContent(bytes), "photos", name);
        using var answer = await host.Local.PostAsync($"api/condition/work/{order}/photos", form);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    async Task<long> OrderAsync() =>
        (await host.Services.GetRequiredService<WorkDesk>().AddAsync(new() { Title = "Foto", At = DateTimeOffset.UnixEpoch }, "Anna", default)).Order!.Id;

    [Fact]
    public void Of_a_JPEG_stay_the_picture_and_which_way_is_up()
    {
        var clean = PhotoCleaner.Clean(PhotoKind.Jpeg, WithExif(Jpeg))!;

        byte[] up = [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        Assert.Equal([0xFF, 0xD8, .. up, .. Jpeg[2..]], clean);
        Assert.Equal(clean, PhotoCleaner.Clean(PhotoKind.Jpeg, clean));
        Assert.Equal(Jpeg, PhotoCleaner.Clean(PhotoKind.Jpeg, Jpeg));
    }

    [Fact]
    public void Of_PNG_and_WebP_texts_and_Exif_go()
    {
        var png = PhotoCleaner.Clean(PhotoKind.Png, Png)!;
        Assert.True(Png.AsSpan().IndexOf("somewhere"u8) > 0 && png.AsSpan().IndexOf("somewhere"u8) < 0);
        Assert.Equal("IEND"u8, png.AsSpan()[^8..^4]);

        byte[] exif = [.. "EXIF"u8, (byte)Exif.Length, 0, 0, 0, .. Exif];
        byte[] more = [.. WebP, .. exif];
        BinaryPrimitives.WriteUInt32LittleEndian(more.AsSpan(4), (uint)more.Length - 8);
        Assert.Equal(WebP, PhotoCleaner.Clean(PhotoKind.WebP, more));
    }

    [Fact]
    public void In_HEIC_the_place_becomes_zeros_and_everything_stays_where_it_is()
    {
        byte[] heic = [0, 0, 0, 24, .. "ftypheic\0\0\0\0mif1heic"u8, .. "before"u8, .. Exif, .. "after"u8];

        var clean = PhotoCleaner.Clean(PhotoKind.Heic, [.. heic])!;

        var tail = Exif[^24..];
        Assert.Equal(heic.Length, clean.Length);
        Assert.True(heic.AsSpan().IndexOf(tail) > 0 && clean.AsSpan().IndexOf(tail) < 0);
        Assert.True(clean.AsSpan().IndexOf("PlantCam"u8) > 0);
        Assert.EndsWith("after", Encoding.ASCII.GetString(clean), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.jpg")]
    [InlineData("GIF89a", "a.png")]
    [InlineData("<html>", "a.heic")]
    public async Task What_is_no_picture_is_refused_whatever_it_is_called(string bytes, string name)
    {
        var answer = await SendAsync(await OrderAsync(), (name, Encoding.ASCII.GetBytes(bytes)));

        Assert.Contains(name, answer.GetProperty("errors").GetProperty("photos")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_is_cut_off_is_refused()
    {
        Assert.Null(PhotoCleaner.Clean(PhotoKind.Jpeg, Jpeg[..60]));
        Assert.Null(PhotoCleaner.Clean(PhotoKind.Png, Png[..40]));
        Assert.Null(PhotoCleaner.Clean(PhotoKind.WebP, WebP[..16]));
        for (var length = 0; length < Jpeg.Length; length++)
            PhotoCleaner.Clean(PhotoKind.Jpeg, [.. WithExif(Jpeg)[..length], 0xFF]); // never an exception
    }

    [Fact]
    public async Task A_photo_is_shown_to_readers_only_as_a_picture_and_kept_by_its_hash()
    {
        var order = await OrderAsync();
        var photo = (await SendAsync(order, ("../../etc/IMG_1.jpg", Jpeg), ("wand.png", Png))).GetProperty("photos")[0];
        var hash = photo.GetProperty("hash").GetString()!;

        using var http = await host.TokenClientAsync(Scopes.Read);
        using var answer = await http.GetAsync($"cases/work/{order}/photos/{hash}");
        using var nobody = host.Anonymous();
        using var refused = await nobody.GetAsync($"api/condition/work/{order}/photos/{hash}");
        using var ofAnother = await http.GetAsync($"cases/work/{await OrderAsync()}/photos/{hash}");

        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(Jpeg)), "IMG_1"), (hash, photo.GetProperty("name").GetString()));
        Assert.Equal(Jpeg, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("nosniff", "default-src 'none'; sandbox"), (answer.Headers.GetValues("X-Content-Type-Options").Single(), answer.Headers.GetValues("Content-Security-Policy").Single()));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.NotFound), (refused.StatusCode, ofAnother.StatusCode));
        Assert.True(File.Exists(Path.Combine(host.Folder, "photos", hash[..2], hash + ".jpg")));
    }

    [Fact]
    public async Task A_photo_that_was_taken_away_comes_back_until_it_is_swept()
    {
        var order = await OrderAsync();
        var bytes = WithExif(Jpeg);
        var photo = WorkPhoto.Read((await SendAsync(order, ("a.jpg", bytes))).GetProperty("photos")[0].GetProperty("hash").GetString() + ".jpg a")[0];
        var desk = host.Services.GetRequiredService<WorkDesk>();

        var gone = (await host.Services.GetRequiredService<PhotoDesk>().RemoveAsync(order, photo.Hash, "Anna", default))!.Order!;
        Assert.Empty(gone.Photos);
        Assert.Equal(0, Shelf.Sweep(new HashSet<string>(), TimeProvider.System.GetUtcNow().AddDays(-30)));
        Assert.Equal([photo], (await desk.UndoAsync(order, gone.Revision, "Anna", default))!.Order!.Photos);

        Shelf.Sweep(new HashSet<string> { photo.File }, TimeProvider.System.GetUtcNow().AddDays(1));
        Assert.True(Shelf.Has(photo));
        Shelf.Sweep(new HashSet<string>(), TimeProvider.System.GetUtcNow().AddDays(1));
        Assert.False(Shelf.Has(photo));
    }

    [Fact]
    public async Task Photos_are_in_the_backup()
    {
        var hash = (await SendAsync(await OrderAsync(), ("a.webp", WebP))).GetProperty("photos")[0].GetProperty("hash").GetString()!;
        var target = Directory.CreateTempSubdirectory("ws-photos-").FullName;
        try
        {
            await host.Services.GetServices<IBackupPart>().Single(p => p.Folder == "photos").CopyAsync(target, default);

            Assert.Equal(WebP, await File.ReadAllBytesAsync(Path.Combine(target, hash[..2], hash + ".webp")));
        }
        finally
        {
            Directory.Delete(target, recursive: true);
        }
    }
}
